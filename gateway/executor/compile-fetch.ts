import type { FetchNode } from "@apollo/query-planner";
import { type GraphQLSchema, isObjectType } from "graphql";
import type { CheckedAnswer } from "../subgraphs/check-answer";
import { compileEntities } from "./asked-entities";
import { askedFields } from "./asked-fields";
import type { AskedEntities, Execution, Outage, Step, SubgraphRequest, Targets } from "./execution";
import { isJsonObject, type JsonObject, ownValue } from "./json";
import { mergeInto } from "./merge";
import { objectsAt, type PlanPath } from "./places";
import { compileRewrites, renamer } from "./rewrites";
import { addAnsweredErrors } from "./subgraph-errors";

/**
 * A fetch as a function; `number` is its own in the plan. Entities with equal representations are asked for once, and
 * get the same answer.
 * Never throws for what a subgraph does: the rest of the plan goes on.
 */
export function compileFetch(
  node: FetchNode,
  path: PlanPath,
  number: number,
  supergraph: GraphQLSchema,
): Step {
  const isEntities = node.requires !== undefined && node.requires.length > 0;
  const find = isEntities ? compileEntities(node, path, supergraph) : compileParents(path);
  const rewrite = compileRewrites(supergraph, node.outputRewrites);
  const request = compileRequest(node);
  const rename = renamer(node.outputRewrites);
  const expected = lazily(() => new Set(askedFields(node.operation).names.map(rename)));

  return async (execution) => {
    const { targets, text, incomplete } = find(execution);
    const fail = (objects: Iterable<JsonObject>, error: Outage["error"]) =>
      noteOutage(execution, objects, { fields: expected(), error });
    const excuse = (objects: Iterable<JsonObject>) => fail(objects, undefined);
    for (const entity of incomplete) {
      // What is needed to ask is missing with the rest of the entity; otherwise a subgraph has left it out.
      const earlier = execution.outages.get(entity);
      if (earlier) fail([entity], earlier.find(({ error }) => error)?.error);
    }
    if (targets.length === 0) return;

    const answer = await execution.ask(number, request(execution.variables, text)).catch(() => noAnswer);
    execution.received += answer.bytes.length;
    const received = receivedBy(targets, answer, isEntities);
    if (received === undefined && !answer.errors) return fail(targets.flat(), unavailable(node.serviceName));
    const pathless = addAnsweredErrors(answer.errors ?? [], { execution, path, targets, isEntities, rename });
    if (pathless) fail(targets.flat(), pathless);
    if (received === undefined) return excuse(targets.flat());
    received.forEach((value, index) => {
      rewrite?.(value);
      if (value === null) excuse(targets[index] ?? []);
      if (!isJsonObject(value)) return;
      const [first] = targets[index] ?? [];
      if (isEntities && first) keepTypeName(supergraph, first, value);
      for (const target of targets[index] ?? []) mergeInto(target, value);
    });
  };
}

/** The objects that a fetch of no entities adds to: all of them the same. */
function compileParents(path: PlanPath): (execution: Execution) => AskedEntities {
  return ({ data }) => {
    const parents = path.length === 0 ? [data] : objectsAt(data, path);
    return { targets: parents.length === 0 ? [] : [parents], incomplete: [] };
  };
}

/**
 * A subgraph with an `@interfaceObject` calls everything by the interface's name. Once another told the type,
 * it stays; Apollo's executor forgets it, and answers null.
 */
function keepTypeName(supergraph: GraphQLSchema, known: JsonObject, received: JsonObject): void {
  if (received.__typename === undefined || received.__typename === known.__typename) return;
  const isConcrete = (name: unknown) => typeof name === "string" && isObjectType(supergraph.getType(name));
  if (isConcrete(known.__typename) && !isConcrete(received.__typename)) received.__typename = undefined;
}

/** What came for each target; undefined when nothing came. */
function receivedBy(targets: Targets, { data }: CheckedAnswer, isEntities: boolean): unknown[] | undefined {
  if (!data) return undefined;
  if (!isEntities) return [data];
  const list = ownValue(data, "_entities");
  return Array.isArray(list) && list.length === targets.length ? list : undefined;
}

/**
 * The body of a request, put together from texts: the query's never changes, and a representation's is
 * made already.
 */
function compileRequest(node: FetchNode) {
  const { serviceName: subgraph, operation: query, operationName, variableUsages = [] } = node;
  const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":{`;
  const isMutation = node.operationKind === "mutation";
  return (variables: JsonObject, representations?: string): SubgraphRequest => {
    const texts: string[] = [];
    for (const name of variableUsages) {
      const value = ownValue(variables, name);
      if (value !== undefined) texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    if (representations) texts.push(`"representations":${representations}`);
    return { subgraph, body: `${head}${texts.join(",")}}}`, isMutation };
  };
}

/** Stands for an answer that never came; why is in the log. */
const noAnswer: CheckedAnswer = { bytes: Buffer.alloc(0) };

/** What the client reads at each field that a subgraph should have brought. */
function unavailable(subgraph: string): Outage["error"] {
  return {
    message: `The subgraph ${subgraph} does not answer as it should now; try again shortly.`,
    extensions: { code: "SERVICE_UNAVAILABLE" },
  };
}

function noteOutage({ outages }: Execution, objects: Iterable<JsonObject>, outage: Outage): void {
  for (const object of objects) outages.set(object, [...(outages.get(object) ?? []), outage]);
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

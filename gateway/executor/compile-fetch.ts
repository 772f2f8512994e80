import { type GraphQLSchema, isObjectType } from "graphql";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import type { CheckedAnswer } from "../subgraphs/check-answer";
import { compileRequest } from "./compile-request";
import type { Execution, FetchFailure, Step, SubgraphRequest, Targets } from "./execution";
import { fetchFailed } from "./fetch-failed";
import { compileEntityPart, compileRootPart, type FetchPart } from "./fetch-part";
import { isJsonObject, type JsonObject } from "./json";
import { mergeInto } from "./merge";
import { addAnsweredErrors, noteFailure } from "./subgraph-errors";

/**
 * A fetch as a function; `number` is its own in the plan. Entities with equal representations are asked for once, and
 * get the same answer.
 * Never throws for what a subgraph does: the rest of the plan goes on.
 */
export function compileFetch(
  fetch: RootFetch | EntityFetch,
  number: number,
  supergraph: GraphQLSchema,
): Step {
  const part =
    fetch.kind === "RootFetch" ? compileRootPart(fetch, supergraph) : compileEntityPart(fetch, supergraph);
  const request = compileRequest(fetch);

  return async (execution) => {
    const found = part.find(execution);
    const { targets } = found;
    // What is needed to ask is missing with the rest of the entity; otherwise a subgraph has left it out.
    for (const entity of found.incomplete) {
      const error = part.causeOf(entity, execution.failures);
      if (error || execution.failures.has(entity)) noteMissing(execution, [entity], part, error);
    }
    if (targets.length === 0) return;

    const sending = request(execution.variables, found.text);
    const { answer, failure } = await send(execution, number, sending);
    execution.received += answer.bytes.length;
    const values = answer.data ? part.read(answer.data, targets.length) : undefined;
    if (values) merge(execution, part, targets, values, supergraph);
    // What errors speak of is looked for in what has come.
    const pathless = addAnsweredErrors(answer.errors ?? [], execution, { part, found, values: values ?? [] });
    const isUnanswered = !values && !answer.errors;
    const unanswered = isUnanswered
      ? (failure ?? fetchFailed(fetch.subgraph, undefined, sending.isMutation))
      : undefined;
    const error = pathless ?? unanswered;
    if (error || !values) noteMissing(execution, targets.flat(), part, error);
  };
}

async function send(
  execution: Execution,
  number: number,
  request: SubgraphRequest,
): Promise<{ answer: CheckedAnswer; failure?: FetchFailure["error"] }> {
  try {
    return { answer: await execution.ask(number, request) };
  } catch (error) {
    return {
      answer: { bytes: Buffer.alloc(0) },
      failure: fetchFailed(request.subgraph, error, request.isMutation),
    };
  }
}

function merge(
  execution: Execution,
  part: FetchPart,
  targets: Targets,
  received: readonly unknown[],
  supergraph: GraphQLSchema,
): void {
  received.forEach((value, index) => {
    const group = targets[index] ?? [];
    part.rewrite?.(value);
    if (value === null) noteMissing(execution, group, part, undefined);
    if (!isJsonObject(value)) return;
    const [first] = group;
    if (part.isOfEntities && first) keepTypeName(supergraph, first, value);
    for (const target of group) mergeInto(target, value);
  });
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

function noteMissing(
  { failures }: Execution,
  objects: readonly JsonObject[],
  part: FetchPart,
  error: FetchFailure["error"],
): void {
  const failure = { fields: part.fields(), ...(error && { error }) };
  for (const object of objects) noteFailure(failures, object, failure);
}

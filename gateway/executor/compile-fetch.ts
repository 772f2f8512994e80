import { type GraphQLSchema, isObjectType } from "graphql";
import { lazily } from "../../shared/base/function/lazily";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import type { CheckedAnswer } from "../transport/check-answer";
import { isJsonObject, type JsonObject } from "../values/json";
import { compileRequest } from "./compile-request";
import type { Execution, FetchFailure, FoundRepresentations, Step } from "./execution";
import { noteFailure } from "./failures";
import { fetchFailed } from "./fetch-failed";
import { compileEntityPart, compileRootPart, type FetchPart } from "./fetch-part";
import { mergeInto } from "./merge";
import type { UnselectedFields } from "./selections/unselected-fields";
import { withoutFields } from "./selections/without-fields";
import { addAnsweredErrors } from "./subgraph-errors";

/**
 * A fetch as a function; `number` is its own in the plan. Entities with equal representations are requested once, and
 * get the same answer.
 * Never throws for what a subgraph does: the rest of the plan goes on.
 */
export function compileFetch(
  fetch: RootFetch | EntityFetch,
  number: number,
  supergraph: GraphQLSchema,
  unselectedFields: () => UnselectedFields,
): Step {
  const part =
    fetch.kind === "RootFetch"
      ? compileRootPart(fetch, supergraph)
      : compileEntityPart(fetch, supergraph, unselectedFields);
  const request = compileRequest(fetch);

  const ask = async (execution: Execution, found: FoundRepresentations): Promise<void> => {
    const { targets, text, unasked } = found;
    if (targets.length === 0) return;
    const write = unasked?.length ? compileRequest(withoutFields(fetch, unasked)) : request;
    const sending = write(execution.variables, text);
    let failure: FetchFailure["error"];
    const answer = await execution.ask(number, sending).catch((error: unknown) => {
      failure = fetchFailed(fetch.subgraph, error, sending.isMutation);
      return noAnswer;
    });
    execution.received += answer.bytes.length;
    const values = answer.data === undefined ? undefined : part.read(answer.data, targets.length);
    if (values) merge(execution, part, found, values, supergraph);
    // What errors speak of is looked for in what has come.
    const pathless = addAnsweredErrors(answer.errors ?? [], execution, { part, found, values: values ?? [] });
    const isUnanswered = !values && !answer.errors;
    const unanswered = isUnanswered
      ? (failure ?? fetchFailed(fetch.subgraph, undefined, sending.isMutation))
      : undefined;
    const error = pathless ?? unanswered;
    if (error || !values) noteMissing(execution, targets.flat(), part, error ? { error } : {});
  };
  const askAll = async (execution: Execution, requests: readonly FoundRepresentations[]): Promise<void> => {
    await Promise.all(requests.map((each) => ask(execution, each)));
  };
  return (execution) => {
    const found = part.find(execution);
    if (found.incomplete.length === 0) return ask(execution, found);
    return askAll(execution, part.askWithout(found, execution));
  };
}

/** Stands for an answer that never came. */
const noAnswer: CheckedAnswer = { bytes: Buffer.alloc(0) };

function merge(
  execution: Execution,
  part: FetchPart,
  { targets, text, untaken }: FoundRepresentations,
  received: readonly unknown[],
  supergraph: GraphQLSchema,
): void {
  let representations: (() => unknown[]) | undefined;
  received.forEach((value, index) => {
    const group = targets[index] ?? [];
    part.rewrite?.(value);
    if (value === null) {
      representations ??= lazily(() => JSON.parse(text));
      const all = representations;
      noteMissing(execution, group, part, { unknown: () => part.unknown(all()[index]) });
    }
    if (!isJsonObject(value)) return;
    for (const field of untaken?.get(index) ?? []) value[field] = undefined;
    const [first] = group;
    if (part.isOfEntities && first) keepTypeName(supergraph, first, value);
    for (const target of group) mergeInto(target, value);
  });
}

/**
 * A subgraph with an `@interfaceObject` calls everything by the interface's name. Once another has given the type,
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
  why: Omit<FetchFailure, "fields">,
): void {
  const failure = { fields: part.fields(), ...why };
  for (const object of objects) noteFailure(failures, object, failure);
}

import { type GraphQLSchema, isObjectType } from "graphql";
import { lazily } from "../../shared/base/function/lazily";
import type { CheckedAnswer } from "../transport/check-answer";
import { isJsonObject, type JsonObject } from "../values/json";
import type { Execution, FetchFailure, FoundRepresentations } from "./execution";
import { noteFailure } from "./failures";
import type { FetchPart } from "./fetch-part";
import { mergeInto } from "./merge";
import { addAnsweredErrors } from "./subgraph-errors";

/** Stands for an answer that never came. */
export const noAnswer: CheckedAnswer = { bytes: Buffer.alloc(0) };

/** A fetch that was requested, and of what. */
export interface RequestedFetch {
  part: FetchPart;
  found: FoundRepresentations;
  supergraph: GraphQLSchema;
}

/**
 * Merges a subgraph's answer into the data, and notes what is missing and why: by the answer's own errors, or by what
 * `unanswered` gives where it has neither data nor errors.
 */
export function takeAnswer(
  execution: Execution,
  { part, found, supergraph }: RequestedFetch,
  answer: CheckedAnswer,
  unanswered: () => NonNullable<FetchFailure["error"]>,
): void {
  const { targets } = found;
  const values = answer.data === undefined ? undefined : part.read(answer.data, targets.length);
  if (values) merge(execution, part, found, values, supergraph);
  // What errors speak of is looked for in what has come.
  const pathless = addAnsweredErrors(answer.errors ?? [], execution, { part, found, values: values ?? [] });
  const error = pathless ?? (!values && !answer.errors ? unanswered() : undefined);
  if (error || !values) noteMissing(execution, targets.flat(), part, error ? { error } : {});
}

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

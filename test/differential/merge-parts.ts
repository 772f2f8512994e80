import type { GraphQLFormattedError } from "graphql";
import type { AnswerInParts, LaterPart } from "../../gateway/request/answer";
import { readAnswer } from "./gateway-under-test";

/** An answer in parts as a client has it in the end. */
export interface MergedAnswer {
  data: unknown;
  errors: GraphQLFormattedError[];
  /** Parts that came later. */
  parts: number;
  /** The objects of which an error has taken a part: a client then has less of them than of a whole answer. */
  taken: LaterPart["path"][];
}

/** Merges parts as clients do: objects field by field, lists element by element; whatever else takes the other's place. */
export async function mergeParts({ first, rest }: AnswerInParts): Promise<MergedAnswer> {
  const { data, errors = [] } = readAnswer(first);
  const merged: MergedAnswer = { data, errors: [...errors], parts: 0, taken: [] };
  let hasMore = true;
  for await (const { parts, hasNext } of rest) {
    if (!hasMore) throw new Error("Expected nothing after the last parts.");
    hasMore = hasNext;
    for (const part of parts) {
      merged.parts++;
      const read: Pick<LaterPart, "path"> & typeof first = JSON.parse(JSON.stringify(part));
      merged.errors.push(...(readAnswer(read).errors ?? []));
      if (read.data) merge(objectAt(merged.data, read.path), read.data);
      else if (read.errors) merged.taken.push(read.path);
      else throw new Error(`Expected an error of the part at ${read.path.join(".")}.`);
    }
  }
  if (hasMore) throw new Error("Expected to be told that nothing comes any more.");
  return merged;
}

function objectAt(data: unknown, path: LaterPart["path"]): object {
  let value = data;
  for (const step of path) value = isObject(value) ? Reflect.get(value, step) : undefined;
  if (isObject(value)) return value;
  throw new Error(`Expected an object at ${path.join(".")}, where a part belongs.`);
}

function merge(target: object, source: object): void {
  for (const [name, value] of Object.entries(source)) {
    const known: unknown = Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;
    if (isObject(known) && isObject(value)) merge(known, value);
    else Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

import { isDeepStrictEqual } from "node:util";
import type { GraphQLFormattedError } from "graphql";
import type { Answered } from "./both-executors";

/**
 * What differs between the two; undefined when nothing does that matters. Each thing that is let pass is a fault of
 * Apollo's, quoted from known-differences.test.ts, which shows it alone:
 * - "shifted", when all that differs is at which element of a list an error stands: "An error of the second entity
 *   lands on the first, when the first could not be asked for."
 * - "lost", when Apollo's has null where ours has data, or a word on why there is none: "The type is forgotten when a
 *   subgraph that knows the interface alone adds to an object."
 * - "lost" as well: "A plan asks for what is required of a skipped field and of another at once, so the other is never
 *   asked for."
 * - What ours finds wrong beside an error that a subgraph told of: "A wrong value is not told of once a subgraph told
 *   of an error elsewhere."
 * - Which of several wrong values is told of, when one null stands for all of them: the specification leaves it open.
 * - An error of Apollo's that a subgraph answered with when it was asked for an entity by none of its keys: "What is
 *   required of some types is sent for all of them, and without a key." Ours may never ask so. "Lost", too, what that
 *   subgraph tells ours of the others that were asked for at the same place, and what comes below them.
 * - An error where a value stands, if it is Apollo's, too: a plan may ask twice for a field that requires others, the
 *   first time without them, so that an error comes first and then the value.
 * - An error at a `__typename`: "When nobody says which type an object is of, a null stands for its name and nothing
 *   tells why."
 */
export function compareAnswers(own: Answered, stock: Answered): unknown {
  if (own.refused.length > 0) return { refused: own.refused };
  if (!isDeepStrictEqual(own.data, stock.data)) return contains(own.data, stock.data) ? "lost" : "data";
  const found = own.errors.filter(isFound);
  const told = own.errors.filter((error) => !isFound(error));
  const refused = stock.errors.filter(({ message }) => stock.refused.includes(message));
  const [ours, theirs] = [places(told), places(stock.errors.filter((error) => !refused.includes(error)))];
  const misplaced = places(told.filter(({ path }) => !isNull(own.data, path ?? [])));
  if (misplaced.some((place) => !theirs.includes(place))) return { misplaced };
  if (!isDeepStrictEqual(ours, theirs)) {
    const [ourFields, theirFields] = [withoutIndices(ours), withoutIndices(theirs)];
    const more = ourFields.filter((field) => !theirFields.includes(field));
    const isLess = theirFields.some((field) => !ourFields.includes(field));
    if (isLess || !more.every((field) => isOfRefused(field, refused))) return { ours, theirs };
    return more.length > 0 ? "lost" : "shifted";
  }
  if (stock.errors.length > 0) return undefined;
  const [wrong, theirWrong] = [
    places(found.filter((error) => !isTypeName(error))),
    places(stock.valueErrors),
  ];
  const [ourNulls, theirNulls] = [nullPlaces(own.data, wrong), nullPlaces(own.data, theirWrong)];
  if (isDeepStrictEqual(ourNulls, theirNulls)) return undefined;
  return [...theirNulls].every((place) => ourNulls.has(place)) ? "lost" : { wrong, theirWrong };
}

/** Whether a field is of a fetch, or below one, that Apollo's executor says failed as a whole: `units.@._entities`. */
function isOfRefused(field: string, refused: readonly GraphQLFormattedError[]): boolean {
  return refused.some(({ path = [] }) => {
    const fetched = path.slice(0, -1).map((step) => (step === "@" ? "#" : step));
    return path.at(-1) === "_entities" && field.startsWith(`${fetched.join(".")}.`);
  });
}

/** Where the nulls are that stand for wrong values at these places. */
function nullPlaces(data: unknown, paths: readonly string[]): Set<string> {
  const places = paths.map((path) => {
    const steps = path.split(".");
    const end = steps.findIndex((_, index) => isNull(data, steps.slice(0, index)));
    return (end < 0 ? steps : steps.slice(0, end)).join(".");
  });
  return new Set(places);
}

/** What the gateway itself found wrong in the data, as opposed to what a subgraph told of. */
function isFound({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.requestId !== undefined;
}

function isTypeName({ path = [] }: GraphQLFormattedError): boolean {
  return ["__typename", "kindOf"].includes(String(path.at(-1)));
}

/** Each place once: without our deduplication, Apollo's hears of one entity several times. */
function places(errors: readonly GraphQLFormattedError[]): string[] {
  return [...new Set(errors.map(({ path }) => (path ?? ["nowhere"]).join(".")))].sort();
}

function withoutIndices(paths: string[]): string[] {
  return [...new Set(paths.map((path) => path.replaceAll(/\.\d+(?=\.|$)/g, ".#")))].sort();
}

/** Whether a path leads to a null, or to a field that only the plan asked for. */
function isNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value: unknown = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return true;
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value === null || value === undefined;
}

/**
 * Whether all that is in one answer is in the other as well, which may have more where the first has a null, and a null
 * for objects at the paths that are `excepted`.
 */
export function contains(more: unknown, less: unknown, excepted: readonly string[] = [], path = ""): boolean {
  if (less === null) return true;
  if (typeof less !== "object") return more === less;
  if (more === null) return excepted.includes(path);
  if (typeof more !== "object") return false;
  return Object.entries(less).every(([key, value]) =>
    contains(Reflect.get(more, key), value, excepted, path === "" ? key : `${path}.${key}`),
  );
}

/** Paths of the nulls where the whole answer has something, and no error tells why. */
export function unexplainedNulls({ data, errors }: Answered, whole: unknown): string[] {
  const told = errors.map(({ path = [] }) => path.join("."));
  const unexplained: string[] = [];
  const walk = (value: unknown, expected: unknown, path: string): void => {
    if (value === null && expected !== null) {
      const isTold = told.some((other) => `${other}.`.startsWith(`${path}.`) || path === "");
      if (!isTold) unexplained.push(path);
    } else if (typeof value === "object" && value !== null && typeof expected === "object" && expected) {
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, Reflect.get(expected, key), path === "" ? key : `${path}.${key}`);
      }
    }
  };
  walk(data, whole, "");
  return unexplained;
}

/** An answer as it is compared byte for byte: where it carries errors, their messages and paths. */
export function bytesOf(
  answer: Buffer | { data?: unknown; errors?: readonly GraphQLFormattedError[] },
): string {
  if (Buffer.isBuffer(answer)) return answer.toString().trimEnd();
  const errors = answer.errors?.map(({ message, path }) => ({ message, path })) ?? [];
  return JSON.stringify({ data: answer.data, ...(errors.length > 0 && { errors }) });
}

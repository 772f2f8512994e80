import type { GraphQLFormattedError } from "graphql";
import type { Fetched } from "../executor/execution";
import { isJsonObject, ownValue, type ResponsePath } from "../values/json";
import type { ObjectOf, Projection } from "./projection";
import { pathKey } from "./reported-paths";

/** A place on the way to an error: what is there, how it is projected, and what the client calls it. */
interface Place {
  value: unknown;
  projection: Projection;
  path: ResponsePath;
  /** How many steps of the path lead to the last place on it that may be null: an error below ends up there. */
  nullAt: number;
}

export interface LocatedErrors {
  errors: GraphQLFormattedError[];
  /** Keys of the client's objects that are null for an error that is told below them. */
  taken: ReadonlySet<string>;
}

/**
 * Brings errors from the names of what was fetched to those of the client: one at each place where the client has that
 * field. An error of a field that only the plan needed is told where the client's own fields end, unless another one
 * tells why nothing is there.
 */
export function locateErrors(
  { data, errors }: Pick<Fetched, "data" | "errors">,
  root: ObjectOf,
): LocatedErrors {
  const taken = new Set<string>();
  const placed: GraphQLFormattedError[] = [];
  const unplaced: { error: GraphQLFormattedError; places: readonly Place[] }[] = [];
  /** Where the nulls of the placed ones end up. */
  const nulls = new Set<string>();
  for (const { isBeside, taken: steps, ...error } of errors) {
    const { path } = error;
    if (!path) {
      placed.push(error);
      continue;
    }
    const places = responsePathsOf(path, { value: data, projection: root, path: [], nullAt: 0 });
    const isWhole = (place: Place) => place.path.length === path.length;
    for (const place of places.filter(isWhole)) {
      placed.push({ ...error, path: place.path });
      nulls.add(pathKey(place.path.slice(0, place.nullAt)));
      if (steps !== undefined && place.nullAt <= steps) taken.add(pathKey(place.path.slice(0, steps)));
    }
    if (!isBeside) unplaced.push({ error, places: places.filter((place) => !isWhole(place)) });
  }
  for (const { error, places } of unplaced) {
    const isExplained = ({ path }: Place) =>
      nulls.has(pathKey([])) || path.some((_, index) => nulls.has(pathKey(path.slice(0, index + 1))));
    const unexplained = places.filter((place) => !isExplained(place));
    placed.push(...unexplained.map(({ path }) => ({ ...error, path })));
  }
  return { errors: placed, taken };
}

function responsePathsOf(path: ResponsePath, root: Place): Place[] {
  const ended: Place[] = [];
  let places: Place[] = [root];
  for (const step of path) {
    const next = places.map((place) => ({ place, inner: stepInto(place, step) }));
    const gone = next.filter(({ place, inner }) => inner.length === 0 && (place.value ?? null) === null);
    ended.push(...gone.map(({ place }) => place));
    const inner = next.flatMap((each) => each.inner);
    if (inner.length === 0 && ended.length > 0) places = [];
    if (inner.length === 0) break;
    places = inner;
  }
  return [...new Map([...ended, ...places].map((place) => [pathKey(place.path), place])).values()];
}

function stepInto({ value, projection, path, nullAt }: Place, step: string | number): Place[] {
  const into = (inner: unknown, expected: Projection, name: string | number): Place => {
    const here = [...path, name];
    return {
      value: inner,
      projection: expected,
      path: here,
      nullAt: expected.nullable ? here.length : nullAt,
    };
  };
  if (projection.kind === "list") {
    if (typeof step !== "number") return [];
    return [into(Array.isArray(value) ? value[step] : undefined, projection.element, step)];
  }
  if (projection.kind !== "object" || typeof step !== "string") return [];
  // Where the object is gone with the error, or its type is, it may have been of any.
  const own = isJsonObject(value) ? projection.fieldsOf(value) : undefined;
  const isKnown = isJsonObject(value) && own?.unresolved === undefined;
  const fields = isKnown ? [own] : projection.everyFields();
  const next = isJsonObject(value) ? ownValue(value, step) : undefined;
  return fields
    .flatMap((found) => found?.fields ?? [])
    .filter(({ source, known }) => source === step && !known)
    .map((field) => into(next, field.projection, field.name));
}

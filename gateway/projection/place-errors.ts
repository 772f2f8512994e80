import type { GraphQLFormattedError } from "graphql";
import type { Fetched } from "../executor/execution";
import { isJsonObject, ownValue, type ResponsePath } from "../executor/json";
import type { ObjectOf, Projection } from "./projection";

/** A place on the way to an error: what is there, how it is projected, and what the client calls it. */
interface Place {
  value: unknown;
  projection: Projection;
  path: ResponsePath;
}

/**
 * Brings errors from the names of what was fetched to those of the client: one at each place where the client has that
 * field. An error of a field that only the plan needed is told where the client's own fields end; and so is one of a
 * field that the client has under one name of an object but not under another, where the error has taken all of it.
 */
export function placeErrors({ data, errors }: Pick<Fetched, "data" | "errors">, root: ObjectOf) {
  return errors.flatMap(({ isBeside, ...error }): GraphQLFormattedError[] => {
    const { path } = error;
    if (!path) return [error];
    const places = placesOf(path, { value: data, projection: root, path: [] });
    const told = isBeside ? places.filter((place) => place.length === path.length) : places;
    return told.map((place) => ({ ...error, path: place }));
  });
}

function placesOf(path: ResponsePath, root: Place): ResponsePath[] {
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
  const found = [...ended, ...places].map((place) => place.path);
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function stepInto({ value, projection, path }: Place, step: string | number): Place[] {
  if (projection.kind === "list") {
    if (typeof step !== "number") return [];
    const element = Array.isArray(value) ? value[step] : undefined;
    return [{ value: element, projection: projection.element, path: [...path, step] }];
  }
  if (projection.kind !== "object" || typeof step !== "string") return [];
  // Where the object is gone with the error, it may have been of any type.
  const fields = isJsonObject(value) ? [projection.fieldsOf(value)] : projection.everyFields();
  const next = isJsonObject(value) ? ownValue(value, step) : undefined;
  return fields
    .flatMap((found) => found?.fields ?? [])
    .filter(({ source, known }) => source === step && !known)
    .map((field) => ({ value: next, projection: field.projection, path: [...path, field.name] }));
}

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
 * field. An error of a field that only the plan needed is told where the client's own fields end.
 */
export function placeErrors({ data, errors }: Pick<Fetched, "data" | "errors">, root: ObjectOf) {
  return errors.flatMap((error): GraphQLFormattedError[] => {
    if (!error.path) return [error];
    const paths = placesOf(error.path, { value: data, projection: root, path: [] });
    return paths.map((path) => ({ ...error, path }));
  });
}

function placesOf(path: ResponsePath, root: Place): ResponsePath[] {
  let places: Place[] = [root];
  for (const step of path) {
    const next = places.flatMap((place) => stepInto(place, step));
    if (next.length === 0) break;
    places = next;
  }
  return [...new Map(places.map(({ path: found }) => [JSON.stringify(found), found])).values()];
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

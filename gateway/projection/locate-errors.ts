import type { GraphQLFormattedError } from "graphql";
import type { Fetched } from "../executor/execution";
import { isJsonObject, ownValue, type ResponsePath } from "../values/json";
import type { ObjectOf, Projection } from "./projection";
import { pathKey } from "./reported-paths";

/** A point on the path to an error: what is there, how it is projected, and what the client calls it. */
interface PathPoint {
  value: unknown;
  projection: Projection;
  path: ResponsePath;
  /** How many steps of the path lead to the last value on it that may be null: an error below ends up there. */
  nullAt: number;
}

export interface LocatedErrors {
  errors: GraphQLFormattedError[];
  /** Keys of the client's objects that are null for an error that is reported below them. */
  taken: ReadonlySet<string>;
}

/**
 * Brings errors from the names of what was fetched to those of the client: one at each path where the client has that
 * field. An error of a field that the client has not there, for only the plan needed it or another type has it, is reported
 * where the client's own fields end in nothing, unless another one explains that.
 *
 * Of a part of an answer `data` is the object that it is of, and `part` says where that stands; an error that leads to what
 * is there belongs to another part.
 */
export function locateErrors(
  { data, errors }: Pick<Fetched, "data" | "errors">,
  root: ObjectOf,
  part?: { path: ResponsePath; source: ResponsePath },
): LocatedErrors {
  const taken = new Set<string>();
  const located: GraphQLFormattedError[] = [];
  const unlocated: { error: GraphQLFormattedError; points: readonly PathPoint[] }[] = [];
  /** Where the nulls of the located ones end up. */
  const nulls = new Set<string>();
  const { path: above, source } = part ?? { path: [], source: [] };
  const from: PathPoint = { value: data, projection: root, path: above, nullAt: above.length };
  for (const { isBeside, taken: steps, ...error } of errors) {
    const { path } = error;
    if (!path) {
      located.push(error);
      continue;
    }
    if (!source.every((step, index) => path[index] === step)) continue;
    const points = responsePathsOf(path.slice(source.length), from);
    const isWhole = (point: PathPoint) => point.path.length === path.length;
    for (const point of points.filter(isWhole)) {
      located.push({ ...error, path: point.path });
      nulls.add(pathKey(point.path.slice(0, point.nullAt)));
      if (steps !== undefined && point.nullAt <= steps) taken.add(pathKey(point.path.slice(0, steps)));
    }
    if (isBeside) continue;
    const isHere = ({ value }: PathPoint) => (value ?? null) === null;
    unlocated.push({ error, points: points.filter((point) => !isWhole(point) && isHere(point)) });
  }
  for (const { error, points } of unlocated) {
    const isExplained = ({ path }: PathPoint) =>
      nulls.has(pathKey([])) || path.some((_, index) => nulls.has(pathKey(path.slice(0, index + 1))));
    const unexplained = points.filter((point) => !isExplained(point));
    located.push(...unexplained.map(({ path }) => ({ ...error, path })));
  }
  return { errors: located, taken };
}

function responsePathsOf(path: ResponsePath, root: PathPoint): PathPoint[] {
  const ended: PathPoint[] = [];
  let points: PathPoint[] = [root];
  for (const step of path) {
    const next = points.map((point) => ({ point, inner: stepInto(point, step) }));
    const gone = next.filter(({ point, inner }) => inner.length === 0 && (point.value ?? null) === null);
    ended.push(...gone.map(({ point }) => point));
    const inner = next.flatMap((each) => each.inner);
    if (inner.length === 0 && ended.length > 0) points = [];
    if (inner.length === 0) break;
    points = inner;
  }
  return [...new Map([...ended, ...points].map((point) => [pathKey(point.path), point])).values()];
}

function stepInto({ value, projection, path, nullAt }: PathPoint, step: string | number): PathPoint[] {
  const into = (inner: unknown, expected: Projection, name: string | number): PathPoint => {
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

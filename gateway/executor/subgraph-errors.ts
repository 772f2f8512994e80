import type { GraphQLFormattedError } from "graphql";
import type { Execution, FetchFailure, FoundEntities } from "./execution";
import type { FetchPart } from "./fetch-part";
import { isJsonObject, type JsonObject, ownValue, type ResponsePath } from "./json";

/** A fetch with what it asked for and what came for each target. */
export interface AskedPart {
  part: FetchPart;
  found: FoundEntities;
  values: readonly unknown[];
}

/**
 * Brings the errors of a subgraph's answer to where they belong in the data: `["_entities", 2, "overdue"]` becomes
 * `["units", 5, "overdue"]`, once for each place where that entity stands.
 *
 * Gives the first error that says nothing of where: all that the fetch was to bring and did not is put down to it.
 */
export function addAnsweredErrors(
  answered: readonly GraphQLFormattedError[],
  { data, errors, failures }: Execution,
  { part, found: { targets, partial }, values }: AskedPart,
): FetchFailure["error"] {
  let pathless: FetchFailure["error"];
  for (const { message, extensions, path = [] } of answered) {
    const located = part.locate(path);
    const group = located && targets[located.target];
    if (!located || !group) {
      pathless ??= { message, extensions };
      continue;
    }
    const places = part.places(data);
    for (const object of new Set(group)) {
      // Nobody may compute from the null that stands there, nor take a missing entity for one that is not.
      const isGone = values[located.target] === null;
      const failed = isGone
        ? { object, fields: part.fields(), isWithin: false }
        : failedField(object, located.rest);
      if (failed) {
        const { fields, isWithin } = failed;
        noteFailure(failures, failed.object, { fields, isWithin, error: { message, extensions } });
      }
      for (const place of places.get(object) ?? []) {
        const isBeside = failed !== undefined || (partial?.has(object) ?? false);
        errors.push({ message, extensions, path: [...place, ...located.rest], isBeside });
      }
    }
  }
  return pathless;
}

export function noteFailure(
  failures: Execution["failures"],
  object: JsonObject,
  failure: FetchFailure,
): void {
  failures.set(object, [...(failures.get(object) ?? []), failure]);
}

/** The object and the field of it that an error has made null, or an element of; undefined where the object is gone, too. */
function failedField(
  target: JsonObject,
  path: ResponsePath,
): { object: JsonObject; fields: ReadonlySet<string>; isWithin: boolean } | undefined {
  const end = path.findLastIndex((step) => typeof step === "string");
  const object = valueAt(target, path.slice(0, end));
  const field = path[end];
  if (!isJsonObject(object) || typeof field !== "string") return undefined;
  const isNull = valueAt(object, path.slice(end)) === null;
  return isNull ? { object, fields: new Set([field]), isWithin: end < path.length - 1 } : undefined;
}

function valueAt(from: unknown, path: ResponsePath): unknown {
  let value = from;
  for (const step of path) {
    if (isJsonObject(value)) value = ownValue(value, String(step));
    else value = Array.isArray(value) ? value[Number(step)] : undefined;
  }
  return value;
}

import type { GraphQLFormattedError } from "graphql";
import type { Execution, FetchFailure, Targets } from "./execution";
import type { FetchPart } from "./fetch-part";
import { isJsonObject, type JsonObject, ownValue, type ResponsePath } from "./json";

/**
 * Brings the errors of a subgraph's answer to where they belong in the data: `["_entities", 2, "overdue"]` becomes
 * `["units", 5, "overdue"]`, once for each place where that entity stands.
 *
 * Gives the first error that says nothing of where: all that the fetch was to bring and did not is put down to it.
 */
export function addAnsweredErrors(
  answered: readonly GraphQLFormattedError[],
  { data, errors, failures }: Execution,
  asked: readonly { part: FetchPart; targets: Targets; partial: ReadonlySet<JsonObject> }[],
): FetchFailure["error"] {
  let pathless: FetchFailure["error"];
  for (const { message, extensions, path = [] } of answered) {
    let isPlaced = false;
    for (const { part, targets, partial } of asked) {
      const located = part.locate(path);
      const group = located && targets[located.target];
      if (!located || !group) continue;
      isPlaced = true;
      const places = part.places(data);
      for (const object of new Set(group)) {
        const failed = failedField(object, located.rest);
        // Nobody may compute from the null that stands there.
        if (failed)
          noteFailure(failures, failed.object, { fields: failed.fields, error: { message, extensions } });
        for (const place of places.get(object) ?? []) {
          const isBeside = failed !== undefined || partial.has(object);
          errors.push({ message, extensions, path: [...place, ...located.rest], isBeside });
        }
      }
    }
    if (!isPlaced) pathless ??= { message, extensions };
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

/** The object and the field of it that an error has made null; undefined where it has taken the object, too. */
function failedField(
  target: JsonObject,
  path: ResponsePath,
): { object: JsonObject; fields: ReadonlySet<string> } | undefined {
  let object: unknown = target;
  for (const step of path.slice(0, -1)) {
    if (isJsonObject(object)) object = ownValue(object, String(step));
    else object = Array.isArray(object) ? object[Number(step)] : undefined;
  }
  const field = path.at(-1);
  const isNull = typeof field === "string" && isJsonObject(object) && ownValue(object, field) === null;
  return isNull && isJsonObject(object) ? { object, fields: new Set([field]) } : undefined;
}

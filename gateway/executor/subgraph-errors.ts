import type { GraphQLFormattedError } from "graphql";
import { isJsonObject, type JsonObject, ownValue, type ResponsePath } from "../values/json";
import type { Execution, FetchFailure, FoundRepresentations } from "./execution";
import { noteFailure } from "./failures";
import type { FetchPart } from "./fetch-part";

/** A fetch with what it requested and what came for each target. */
export interface RequestedPart {
  part: FetchPart;
  found: FoundRepresentations;
  values: readonly unknown[];
}

/**
 * Brings the errors of a subgraph's answer to where they belong in the data: `["_entities", 2, "overdue"]` becomes
 * `["units", 5, "overdue"]`, once for each path where that entity stands.
 *
 * Gives the first error that says nothing of where: all that the fetch was to bring and did not is put down to it.
 */
export function addAnsweredErrors(
  answered: readonly GraphQLFormattedError[],
  { data, errors, failures }: Execution,
  { part, found: { targets, untaken }, values }: RequestedPart,
): FetchFailure["error"] {
  let pathless: FetchFailure["error"];
  for (const { message, extensions, path = [] } of answered) {
    const located = part.locate(path);
    const group = located && targets[located.target];
    if (!located || !group) {
      pathless ??= { message, extensions };
      continue;
    }
    const { target, rest } = located;
    const isGone = values[target] === null;
    // The field has an error of its own; this one is of what was not sent.
    if (untaken?.get(target)?.has(String(rest[0])) && !isGone) continue;
    const responsePaths = part.responsePaths(data);
    for (const object of new Set(group)) {
      // Nobody may compute from the null that stands there, nor take a missing entity for one that is not.
      const failed = isGone
        ? { object, fields: part.fields(), isWithin: false, isOwn: true }
        : failedField(object, rest);
      if (failed) {
        const { fields, isWithin } = failed;
        noteFailure(failures, failed.object, { fields, isWithin, error: { message, extensions } });
      }
      for (const found of responsePaths.get(object) ?? []) {
        errors.push({
          ...{ message, extensions },
          path: [...found, ...rest],
          isBeside: failed?.isOwn ?? false,
          ...(isGone && { taken: found.length }),
        });
      }
    }
  }
  return pathless;
}

interface FailedField {
  object: JsonObject;
  fields: ReadonlySet<string>;
  /** The error is of an element of the field's list. */
  isWithin: boolean;
  /** It is the field that the error is of, and not one around it that was not to be null. */
  isOwn: boolean;
}

/** The innermost field on the way to an error that it has made null, or an element of. */
function failedField(target: JsonObject, path: ResponsePath): FailedField | undefined {
  let found: { object: JsonObject; field: string } | undefined;
  let value: unknown = target;
  let depth = 0;
  for (const step of path) {
    if (isJsonObject(value)) {
      found = { object: value, field: String(step) };
      value = ownValue(value, found.field);
    } else if (Array.isArray(value)) value = value[Number(step)];
    else break;
    depth++;
  }
  if (!found || value !== null) return undefined;
  const { object, field } = found;
  const isOwn = path.slice(depth).every((step) => typeof step === "number");
  return { object, fields: new Set([field]), isWithin: object[field] !== null, isOwn };
}

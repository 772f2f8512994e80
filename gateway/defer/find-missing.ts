import { type Failures, failureOf } from "../executor/failures";
import type { ObjectOf, Projection } from "../projection/projection";
import { isJsonObject, type JsonObject, ownValue } from "../values/json";

/** A field that has neither come nor failed to. */
export interface Missing {
  object: JsonObject;
  source: string;
}

/**
 * What is still to come of an object before it can be projected, parts that come later left out: the first such field.
 * Where the object's type is still to come, that is `__typename`.
 */
export function findMissing(
  object: JsonObject,
  { fieldsOf }: ObjectOf,
  failures: Failures,
): Missing | undefined {
  const found = fieldsOf(object);
  // Of no possible type: an error, and nothing can come of it.
  if (!found) return undefined;
  if (found.unresolved !== undefined) {
    return failures.has(object) ? undefined : { object, source: typeName };
  }
  for (const { source, isInherited, known, projection } of found.fields) {
    if (known) continue;
    // The name of a type that is an interface's may still become that of the object's own.
    if (source === typeName) return { object, source };
    const value = isInherited ? ownValue(object, source) : object[source];
    const missing =
      value === undefined
        ? missingField({ object, source }, failures)
        : findMissingWithin(value, projection, failures);
    if (missing) return missing;
  }
  return undefined;
}

/** Whether what was missing has come, or is known to have failed; there may be more that is missing. */
export function hasCome({ object, source }: Missing, failures: Failures): boolean {
  if (source === typeName) return true;
  return ownValue(object, source) !== undefined || !missingField({ object, source }, failures);
}

const typeName = "__typename";

function missingField(missing: Missing, failures: Failures): Missing | undefined {
  return failureOf(failures, missing.object, missing.source) ? undefined : missing;
}

function findMissingWithin(value: unknown, projection: Projection, failures: Failures): Missing | undefined {
  if (projection.kind === "object") {
    return isJsonObject(value) ? findMissing(value, projection, failures) : undefined;
  }
  if (projection.kind !== "list" || !Array.isArray(value)) return undefined;
  const { element } = projection;
  if (element.kind !== "list" && element.kind !== "object") return undefined;
  for (const each of value) {
    const missing = findMissingWithin(each, element, failures);
    if (missing) return missing;
  }
  return undefined;
}

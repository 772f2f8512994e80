import type { JsonObject } from "../values/json";
import type { Fetched, FetchFailure } from "./execution";

export type Failures = Fetched["failures"];

export function noteFailure(failures: Failures, object: JsonObject, failure: FetchFailure): void {
  failures.set(object, [...(failures.get(object) ?? []), failure]);
}

/** Why a field of an object is missing: what the client may see before what it may not. */
export function failureOf(failures: Failures, object: JsonObject, field: string): FetchFailure | undefined {
  const failed = failures.get(object)?.filter(({ fields }) => fields.has(field));
  return failed?.find(({ error }) => error) ?? failed?.[0];
}

/** Whether nobody may compute from what stands there: a null that stands for an error, or a list with one. */
export function isFailed(failures: Failures, object: JsonObject, field: string): boolean {
  const failed = failures.size > 0 ? failures.get(object) : undefined;
  return (
    failed?.some(
      ({ fields, error, isWithin }) => error && fields.has(field) && (isWithin || object[field] === null),
    ) ?? false
  );
}

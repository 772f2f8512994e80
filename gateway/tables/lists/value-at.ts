import { isJsonObject, ownValue } from "../../values/json";

/** What stands in a value of an answer at names that lead through objects; undefined where one of them is none. */
export function valueAt(base: unknown, names: readonly string[]): unknown {
  let value = base;
  for (const name of names) value = isJsonObject(value) ? ownValue(value, name) : undefined;
  return value;
}

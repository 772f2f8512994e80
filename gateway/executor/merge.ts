import { isJsonObject, type JsonObject, ownValue, setOwn } from "../values/json";

/**
 * Adds what a fetch brought to what is there already: objects are merged field by field, lists of the same
 * length element by element, and whatever else is replaced.
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    // Nothing of its own, and nothing that every object has: nearly always.
    if (target[name] === undefined) {
      target[name] = value;
      continue;
    }
    const existing = ownValue(target, name);
    if (existing === value) continue;
    if (!mergeValues(existing, value)) setOwn(target, name, value);
  }
}

/** False when the two cannot be merged, and the new one has to take the old one's place. */
function mergeValues(existing: unknown, value: unknown): boolean {
  if (isJsonObject(existing) && isJsonObject(value)) {
    mergeInto(existing, value);
    return true;
  }
  if (!Array.isArray(existing) || !Array.isArray(value) || existing.length !== value.length) return false;
  for (let index = 0; index < value.length; index++) {
    if (!mergeValues(existing[index], value[index])) existing[index] = value[index];
  }
  return true;
}

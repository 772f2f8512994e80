/** An object as JSON.parse makes it. */
export type JsonObject = Record<string, unknown>;

/** A path in an answer, e.g. `["units", 3, "name"]`. */
export type ResponsePath = readonly (string | number)[];

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/*
 * A client chooses response names, so `{ constructor: name }` and `{ __proto__: name }` must read and write
 * fields of the answer, and never the prototype that every object has.
 */

/** Whether a name means something on every object. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The object's own value of a name; undefined when it has none. */
export function ownValue(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a value of the object's own, `__proto__` included. */
export function setOwn(object: JsonObject, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

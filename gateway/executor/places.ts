import { isInherited, isJsonObject, type JsonObject, ownValue, type ResponsePath } from "./json";

/** Where a fetch's entities are, in a plan's terms: `["units", "@", "authority"]`, `@` for every element. */
export type PlanPath = readonly string[];

/** Every object at a path, in the answer's order; one that stands at two places comes twice. */
export function objectsAt(root: JsonObject, path: PlanPath): JsonObject[] {
  const found: JsonObject[] = [];
  collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: PlanPath, depth: number, found: JsonObject[]): void {
  if (typeof value !== "object" || value === null) return;
  const step = path[depth];
  if (Array.isArray(value)) {
    const next = step === "@" ? depth + 1 : depth;
    for (const element of value) collect(element, path, next, found);
  } else if (isJsonObject(value)) {
    if (step === undefined) found.push(value);
    else if (step !== "@") {
      collect(isInherited(step) ? ownValue(value, step) : value[step], path, depth + 1, found);
    }
  }
}

/** The places of every object at a path, as the client sees them. Only errors need it. */
export function placesAt(root: JsonObject, path: PlanPath): Map<JsonObject, ResponsePath[]> {
  const places = new Map<JsonObject, ResponsePath[]>();
  const walk = (value: unknown, depth: number, here: ResponsePath): void => {
    const step = path[depth];
    if (Array.isArray(value)) {
      const next = step === "@" ? depth + 1 : depth;
      value.forEach((element, index) => {
        walk(element, next, [...here, index]);
      });
    } else if (isJsonObject(value)) {
      if (step === undefined) places.set(value, [...(places.get(value) ?? []), here]);
      else if (step !== "@") walk(ownValue(value, step), depth + 1, [...here, step]);
    }
  };
  walk(root, 0, []);
  return places;
}

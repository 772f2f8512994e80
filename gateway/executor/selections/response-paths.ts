import { everyElement, type PlanPath, type PlanStep } from "../../planner/query-plan";
import { isInherited, isJsonObject, type JsonObject, ownValue, type ResponsePath } from "../../values/json";

/** Every object at a path, in the answer's order; one that stands at two paths comes twice. */
export function objectsAt(root: JsonObject, path: PlanPath): JsonObject[] {
  const found: JsonObject[] = [];
  collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: PlanPath, depth: number, found: JsonObject[]): void {
  if (typeof value !== "object" || value === null) return;
  const step = path[depth];
  if (Array.isArray(value)) {
    const next = step === everyElement ? depth + 1 : depth;
    for (const element of value) collect(element, path, next, found);
  } else if (isJsonObject(value)) {
    if (step === undefined) found.push(value);
    else if (typeof step !== "string") {
      if (isOf(value, step)) collect(value, path, depth + 1, found);
    } else if (step !== everyElement) {
      collect(isInherited(step) ? ownValue(value, step) : value[step], path, depth + 1, found);
    }
  }
}

/** Whether an object is of one of a step's types, as far as it says; one that does not say may be. */
function isOf({ __typename }: JsonObject, step: Exclude<PlanStep, string>): boolean {
  return typeof __typename !== "string" || step.types.includes(__typename);
}

/** The response paths of every object at some paths, in the data of one run. */
export type ResponsePathsOf = (data: JsonObject) => Map<JsonObject, ResponsePath[]>;

/** Only errors need them: they are looked up anew in each run, once. */
export function responsePathsOf(paths: readonly PlanPath[]): ResponsePathsOf {
  const known = new WeakMap<JsonObject, Map<JsonObject, ResponsePath[]>>();
  return (data) => {
    const found = known.get(data) ?? new Map<JsonObject, ResponsePath[]>();
    if (!known.has(data)) for (const path of paths) addPlaces(data, path, 0, [], found);
    known.set(data, found);
    return found;
  };
}

function addPlaces(
  value: unknown,
  path: PlanPath,
  depth: number,
  here: ResponsePath,
  found: Map<JsonObject, ResponsePath[]>,
): void {
  const step = path[depth];
  if (Array.isArray(value)) {
    const next = step === everyElement ? depth + 1 : depth;
    value.forEach((element, index) => {
      addPlaces(element, path, next, [...here, index], found);
    });
  } else if (isJsonObject(value)) {
    if (step === undefined) found.set(value, [...(found.get(value) ?? []), here]);
    else if (typeof step !== "string") {
      if (isOf(value, step)) addPlaces(value, path, depth + 1, here, found);
    } else if (step !== everyElement) {
      addPlaces(ownValue(value, step), path, depth + 1, [...here, step], found);
    }
  }
}

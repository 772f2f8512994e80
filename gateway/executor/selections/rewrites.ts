import type { GraphQLSchema } from "graphql";
import { everyElement, type Rewrite as PlannedRewrite } from "../../planner/query-plan";
import { isJsonObject, type JsonObject, ownValue, setOwn } from "../../values/json";
import { fitsCondition } from "./type-conditions";

/** Changes data on its way to a subgraph or from it, in place. */
export type Rewrite = (data: unknown) => void;

/**
 * A plan renames fields that would collide and sets the type's name that a subgraph knows an `@interfaceObject` by; here
 * the data's names and the graph's are put back.
 *
 * Apollo's own executor renames only truthy values, so that a renamed `0`, `false` or `""` gets lost.
 */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly PlannedRewrite[],
): Rewrite | undefined {
  if (rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (data) => {
    for (const apply of compiled) apply(data);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: PlannedRewrite): Rewrite {
  const path = rewrite.path.slice(0, -1);
  const name = String(rewrite.path.at(-1) ?? "");
  const change = (object: JsonObject) => {
    if ("setValueTo" in rewrite) setOwn(object, name, rewrite.setValueTo);
    else if (Object.hasOwn(object, name)) {
      setOwn(object, rewrite.renameKeyTo, object[name]);
      object[name] = undefined;
    }
  };
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === everyElement ? depth + 1 : depth;
      for (const element of value) walk(element, next);
      return;
    }
    if (!isJsonObject(value)) return;
    const step = path[depth];
    if (step === undefined) change(value);
    else if (typeof step === "string") walk(ownValue(value, step), depth + 1);
    else if (!value.__typename || step.types.some((type) => fitsCondition(schema, value.__typename, type))) {
      walk(value, depth + 1);
    }
  };
  return (data) => walk(data, 0);
}

/** The name in the data of a field that the plan renamed. */
export function renamer(rewrites: readonly PlannedRewrite[]): (name: string) => string {
  const names = new Map<string, string>();
  for (const rewrite of rewrites) {
    if ("renameKeyTo" in rewrite) names.set(String(rewrite.path.at(-1)), rewrite.renameKeyTo);
  }
  return (name) => names.get(name) ?? name;
}

import type { FetchDataRewrite } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { isJsonObject, type JsonObject, ownValue, setOwn } from "./json";
import { fitsCondition } from "./type-conditions";

/** Changes data on its way to a subgraph or from it, in place. */
export type Rewrite = (data: unknown) => void;

const fragment = "... on ";

/**
 * A plan renames fields that would collide (`name__alias_0`) and sets the type's name that a subgraph knows
 * an `@interfaceObject` by; here the answer's names and the graph's are put back.
 *
 * Apollo's own executor renames only truthy values, so that a renamed `0`, `false` or `""` gets lost.
 */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (data) => {
    for (const apply of compiled) apply(data);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const path = rewrite.path.slice(0, -1);
  const name = rewrite.path.at(-1) ?? "";
  const change = (object: JsonObject) => {
    if (rewrite.kind === "ValueSetter") setOwn(object, name, rewrite.setValueTo);
    else if (Object.hasOwn(object, name)) {
      setOwn(object, rewrite.renameKeyTo, object[name]);
      object[name] = undefined;
    }
  };
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      for (const element of value) walk(element, depth);
      return;
    }
    if (!isJsonObject(value)) return;
    const step = path[depth];
    if (step === undefined) change(value);
    else if (!step.startsWith(fragment)) walk(ownValue(value, step), depth + 1);
    else if (!value.__typename || fitsCondition(schema, value.__typename, step.slice(fragment.length))) {
      walk(value, depth + 1);
    }
  };
  return (data) => walk(data, 0);
}

/** The client's name of a field whose name the plan changed. */
export function renamer(rewrites: readonly FetchDataRewrite[] = []): (name: string) => string {
  const names = new Map<string, string>();
  for (const rewrite of rewrites) {
    if (rewrite.kind === "KeyRenamer") names.set(rewrite.path.at(-1) ?? "", rewrite.renameKeyTo);
  }
  return (name) => names.get(name) ?? name;
}

import type { GraphQLSchema } from "graphql";
import type { EntityFetch, RequiredSelection } from "../planner/query-plan";
import type { Execution, FetchFailure, FoundEntities } from "./execution";
import { isJsonObject, type JsonObject, ownValue } from "./json";
import { objectsAt } from "./places";
import { compileRepresentation } from "./representations";

/**
 * Finds the entities that a fetch asks for. Fetches that begin together, of the same entities by the same key, are
 * told of them once: most of a dashboard's plan is the same units asked of one sector after the other.
 */
export function compileEntities(
  { subgraph, paths, requires, inputRewrites }: EntityFetch,
  supergraph: GraphQLSchema,
): (execution: Execution) => FoundEntities {
  const represent = compileRepresentation(supergraph, subgraph, requires, inputRewrites);
  // A representation depends on the subgraph's keys as well where it is not written field by field.
  const isPlain = requires.length === 1 && inputRewrites.length === 0 && requires.every(isOfLeaves);
  const key = JSON.stringify([paths, requires, inputRewrites, isPlain ? "" : subgraph]);
  const find = ({ data, failures }: Execution): FoundEntities => {
    const groups = new Map<string, JsonObject[]>();
    const incomplete: JsonObject[] = [];
    let partial: Set<JsonObject> | undefined;
    const representationOf = (entity: JsonObject): string | undefined => {
      const whole = represent.whole(entity, failures);
      // What a fetch failed to bring is not what nobody asked for.
      if (whole !== undefined || failures.size > 0) return whole;
      const part = represent.partly(entity);
      if (part !== undefined) partial = (partial ?? new Set()).add(entity);
      return part;
    };
    for (const path of paths) {
      for (const entity of objectsAt(data, path)) {
        const text = representationOf(entity);
        const group = text === undefined ? incomplete : groups.get(text);
        if (group) group.push(entity);
        else if (text !== undefined) groups.set(text, [entity]);
      }
    }
    const text = `[${[...groups.keys()].join(",")}]`;
    return { targets: [...groups.values()], text, incomplete, ...(partial && { partial }) };
  };
  return (execution) => {
    const { beginning } = execution;
    const known = beginning?.get(key);
    if (known) return known;
    const found = find(execution);
    beginning?.set(key, found);
    return found;
  };
}

/** The error of the first fetch that failed to bring something that a representation needs. */
export function causeOf(
  value: unknown,
  requires: readonly RequiredSelection[],
  failures: Execution["failures"],
): FetchFailure["error"] {
  if (Array.isArray(value)) return firstOf(value, (element) => causeOf(element, requires, failures));
  if (!isJsonObject(value)) return undefined;
  const failed = failures.get(value)?.find(({ error }) => error);
  if (failed) return failed.error;
  return firstOf(requires, (node) => {
    const inner = node.kind === "Field" ? ownValue(value, node.source ?? node.name) : value;
    return node.selections && causeOf(inner, node.selections, failures);
  });
}

function firstOf<Each, Found>(
  all: readonly Each[],
  find: (each: Each) => Found | undefined,
): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOfLeaves(node: RequiredSelection): boolean {
  return (
    node.kind === "InlineFragment" &&
    node.selections.every((each) => each.kind === "Field" && !each.selections)
  );
}

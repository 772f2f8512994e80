import type { GraphQLSchema } from "graphql";
import type { EntityBatch, RequiredSelection } from "../planner/query-plan";
import type { Execution, FetchFailure, FoundEntities } from "./execution";
import type { JsonObject } from "./json";
import { objectsAt } from "./places";
import { compileRepresentation } from "./representations";

/**
 * Finds the entities that a fetch asks for. Fetches that begin together, of the same entities by the same key, are
 * told of them once: most of a dashboard's plan is the same units asked of one sector after the other.
 */
export function compileEntities(
  { paths, requires, inputRewrites }: EntityBatch,
  subgraph: string,
  supergraph: GraphQLSchema,
): (execution: Execution) => FoundEntities {
  const required = new Set(requires.flatMap(sourcesOf));
  /** Whether a null stands for an error where a representation would say it for a fact. */
  const isRequired = ({ fields, error }: FetchFailure, entity: JsonObject) =>
    error !== undefined && [...fields].some((name) => required.has(name) && entity[name] === null);
  const represent = compileRepresentation(supergraph, subgraph, requires, inputRewrites);
  // A representation depends on the subgraph's keys as well where it is not written field by field.
  const isPlain = requires.length === 1 && inputRewrites.length === 0 && requires.every(isOfLeaves);
  const key = JSON.stringify([paths, requires, inputRewrites, isPlain ? "" : subgraph]);
  const find = ({ data, failures }: Execution): FoundEntities => {
    const groups = new Map<string, JsonObject[]>();
    const incomplete: JsonObject[] = [];
    const partial = new Set<JsonObject>();
    const representationOf = (entity: JsonObject): string | undefined => {
      const failed = failures.get(entity);
      if (failed?.some((failure) => isRequired(failure, entity))) return undefined;
      const whole = represent.whole(entity);
      // What a fetch failed to bring is not what nobody asked for.
      if (whole !== undefined || failed) return whole;
      const part = represent.partly(entity);
      if (part !== undefined) partial.add(entity);
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
    return { targets: [...groups.values()], text: `[${[...groups.keys()].join(",")}]`, incomplete, partial };
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

function sourcesOf(node: RequiredSelection): string[] {
  return node.kind === "Field" ? [node.source ?? node.name] : node.selections.flatMap(sourcesOf);
}

function isOfLeaves(node: RequiredSelection): boolean {
  return (
    node.kind === "InlineFragment" &&
    node.selections.every((each) => each.kind === "Field" && !each.selections)
  );
}

import type { GraphQLSchema } from "graphql";
import type { EntityBatch, RequiredSelection } from "../planner/query-plan";
import type { Execution, FoundEntities } from "./execution";
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
  const represent = compileRepresentation(supergraph, subgraph, requires, inputRewrites);
  // A representation depends on the subgraph's keys as well where it is not written field by field.
  const isPlain = requires.length === 1 && inputRewrites.length === 0 && requires.every(isOfLeaves);
  const key = JSON.stringify([paths, requires, inputRewrites, isPlain ? "" : subgraph]);
  const find = (data: JsonObject): FoundEntities => {
    const groups = new Map<string, JsonObject[]>();
    const incomplete: JsonObject[] = [];
    for (const path of paths) {
      for (const entity of objectsAt(data, path)) {
        const text = represent(entity);
        const group = text === undefined ? incomplete : groups.get(text);
        if (group) group.push(entity);
        else if (text !== undefined) groups.set(text, [entity]);
      }
    }
    return { targets: [...groups.values()], text: `[${[...groups.keys()].join(",")}]`, incomplete };
  };
  return ({ data, beginning }) => {
    const known = beginning?.get(key);
    if (known) return known;
    const found = find(data);
    beginning?.set(key, found);
    return found;
  };
}

function isOfLeaves(node: RequiredSelection): boolean {
  return (
    node.kind === "InlineFragment" &&
    node.selections.every((each) => each.kind === "Field" && !each.selections)
  );
}

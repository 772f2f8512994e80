import type { FetchNode } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import type { AskedEntities, Execution } from "./execution";
import type { JsonObject } from "./json";
import { objectsAt, type PlanPath } from "./places";
import { compileRepresentation } from "./representations";

/**
 * Finds the entities that a fetch asks for. Fetches that begin together, of the same entities by the same key, are
 * told of them once: most of a dashboard's plan is the same units asked of one sector after the other.
 */
export function compileEntities(
  node: FetchNode,
  path: PlanPath,
  supergraph: GraphQLSchema,
): (execution: Execution) => AskedEntities {
  const represent = compileRepresentation(supergraph, node);
  const key = JSON.stringify([path, node.requires, node.inputRewrites]);
  const find = (data: JsonObject): AskedEntities => {
    const groups = new Map<string, JsonObject[]>();
    const incomplete: JsonObject[] = [];
    for (const entity of objectsAt(data, path)) {
      const text = represent(entity);
      const group = text === undefined ? incomplete : groups.get(text);
      if (group) group.push(entity);
      else if (text !== undefined) groups.set(text, [entity]);
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

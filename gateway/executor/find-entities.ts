import type { EntityFetch, RequiredSelection } from "../planner/query-plan";
import type { JsonObject } from "../values/json";
import type { Execution, FoundRepresentations } from "./execution";
import type { KnownTexts, Represent } from "./representations";
import { objectsAt } from "./selections/response-paths";
import type { Unselected } from "./selections/unselected-fields";

/**
 * Finds the entities of a fetch. Fetches that begin together, of the same entities by the same key, are
 * given them once: most of a dashboard's plan requests the same entities of one subgraph after the other.
 */
export function compileEntities(
  { subgraph, paths, requires, inputRewrites }: EntityFetch,
  represent: Represent,
  unselected: Unselected | undefined,
): (execution: Execution) => FoundRepresentations {
  // A representation depends on the subgraph's keys as well where it is not written field by field.
  const isPlain = requires.length === 1 && inputRewrites.length === 0 && requires.every(isOfLeaves);
  const key = JSON.stringify([paths, requires, inputRewrites, isPlain ? "" : subgraph]);
  const find = ({ data, failures, conditions }: Execution): FoundRepresentations => {
    const groups = new Map<string, JsonObject[]>();
    const incomplete: JsonObject[] = [];
    const known: KnownTexts = new Map();
    for (const path of paths) {
      for (const entity of objectsAt(data, path)) {
        const isWhole = unselected === undefined || unselected(entity, conditions).size === 0;
        const text = isWhole ? represent.whole(entity, failures, known) : undefined;
        const group = text === undefined ? incomplete : groups.get(text);
        if (group) group.push(entity);
        else if (text !== undefined) groups.set(text, [entity]);
      }
    }
    const text = `[${[...groups.keys()].join(",")}]`;
    return { targets: [...groups.values()], text, incomplete };
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

function isOfLeaves(node: RequiredSelection): boolean {
  return (
    node.kind === "InlineFragment" &&
    node.selections.every((each) => each.kind === "Field" && !each.selections)
  );
}

import { type DocumentNode, parse, print, stripIgnoredCharacters, visit } from "graphql";
import type { EntityFetch, RootFetch } from "../../planner/query-plan";

/** A fetch of all but some fields of its entities, by their response names. */
export function withoutFields<Fetch extends RootFetch | EntityFetch>(
  fetch: Fetch,
  names: readonly string[],
): Fetch {
  let depth = 0;
  const reduced: DocumentNode = visit(parse(fetch.operation, { noLocation: true }), {
    Field: {
      enter: (node) => {
        if (depth === 1 && names.includes((node.alias ?? node.name).value)) return null;
        depth++;
        return undefined;
      },
      leave: () => void depth--,
    },
    InlineFragment: {
      leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
    },
  });
  const used = usedVariables(reduced);
  const operation = visit(reduced, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(operation)),
    variables: fetch.variables.filter((name) => used.has(name)),
  };
}

function usedVariables(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: { enter: () => false },
    Variable: ({ name }) => void used.add(name.value),
  });
  return used;
}

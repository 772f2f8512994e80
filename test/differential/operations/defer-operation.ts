import {
  type DirectiveNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  parse,
  parseConstValue,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { Random } from "../../../shared/base/random/random";
import type { Operation } from "./operation";

/** As many as a document may have. */
const maxDeferred = 64;

/**
 * The same operation, of which parts may come later: some of its fragments are deferred, and some of its fields in fragments of
 * their own. What a mutation begins with is not.
 */
export function deferred({ query, variables }: Operation, random: Random): Operation {
  const document = parse(query);
  const isMutation = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === "mutation",
  );
  let count = 0;
  const directive = (): DirectiveNode[] => {
    if (count >= maxDeferred) return [];
    const label = random.chance(0.8) ? [argument("label", JSON.stringify(`part ${count}`))] : [];
    const condition = random.chance(0.2) ? [argument("if", random.pick(["true", "true", "false"]))] : [];
    count++;
    const name = { kind: Kind.NAME, value: "defer" } as const;
    return [{ kind: Kind.DIRECTIVE, name, arguments: [...label, ...condition] }];
  };
  const later = <Node extends InlineFragmentNode | FragmentSpreadNode>(node: Node): Node =>
    random.chance(0.4) ? { ...node, directives: [...(node.directives ?? []), ...directive()] } : node;
  const fieldsApart = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.map((node) =>
      node.kind === Kind.FIELD && random.chance(0.2)
        ? later({
            kind: Kind.INLINE_FRAGMENT,
            selectionSet: { kind: Kind.SELECTION_SET, selections: [node] },
          })
        : node,
    );
  let depth = 0;
  const inField = () => !isMutation || depth > 0;
  const changed = visit(document, {
    Field: {
      enter: () => void depth++,
      leave: () => void depth--,
    },
    SelectionSet: {
      leave: (set): SelectionSetNode =>
        inField() ? { ...set, selections: fieldsApart(set.selections) } : set,
    },
    InlineFragment: { leave: (node) => (inField() ? later(node) : node) },
    FragmentSpread: { leave: (node) => (inField() ? later(node) : node) },
  });
  return { query: print(changed), variables };
}

function argument(name: string, value: string) {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: parseConstValue(value),
  } as const;
}

import {
  type ASTVisitor,
  type DirectiveNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/**
 * What graphql-js 16 does not validate of subscriptions: the field that one begins with is selected without a condition, or
 * there would be nothing to wait for. See https://spec.graphql.org/September2025/#sec-Single-Root-Field
 */
export function SubscriptionRootRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      const nodes = conditionsAtRoot(context, selectionSet);
      if (nodes.length === 0) return;
      const message =
        "Expected no @skip or @include at the root of a subscription; within its field they may stand.";
      context.reportError(new GraphQLError(message, { nodes }));
    },
  };
}

function conditionsAtRoot(context: ValidationContext, root: SelectionSetNode): DirectiveNode[] {
  const found: DirectiveNode[] = [];
  const visited = new Set<SelectionSetNode>();
  const sets = [root];
  for (let set = sets.pop(); set; set = sets.pop()) {
    if (visited.has(set)) continue;
    visited.add(set);
    for (const node of set.selections) {
      found.push(...(node.directives ?? []).filter(({ name }) => conditions.has(name.value)));
      if (node.kind === Kind.FIELD) continue;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? context.getFragment(node.name.value) : node;
      if (fragment) sets.push(fragment.selectionSet);
    }
  }
  return found;
}

const conditions: ReadonlySet<string> = new Set(["skip", "include"]);

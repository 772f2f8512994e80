import {
  type ASTVisitor,
  type DirectiveNode,
  type FieldNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/**
 * What graphql-js 17 validates of `@defer` and 16 does not know: labels are texts that no other has, and what a mutation or
 * a subscription begins with is not deferred, nor anything of a subscription.
 * See https://github.com/graphql/graphql-spec/tree/48cf7263a71a683fab03d45d309fd42d8d9a6659/spec
 */
export const deferRules = [DeferLabelRule, DeferPlaceRule];

/** As many of a document may be deferred: each is looked at again whenever a subgraph has answered. */
const maxDeferred = 64;

function DeferLabelRule(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>();
  let count = 0;
  return {
    Directive(node) {
      if (!isDefer(node)) return;
      count++;
      if (count === maxDeferred + 1) {
        report(context, `Expected at most ${maxDeferred} @defer in a document.`, [node]);
      }
      const label = argumentOf(node, "label");
      if (!label || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) {
        report(context, "Expected the label of a @defer to be a text, not a variable.", [node]);
        return;
      }
      const other = known.get(label.value);
      if (other) {
        const text = JSON.stringify(label.value);
        report(context, `Expected each @defer to have a label of its own; several have ${text}.`, [
          other,
          node,
        ]);
      } else known.set(label.value, node);
    },
  };
}

function DeferPlaceRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, selectionSet }) {
      if (operation === OperationTypeNode.QUERY) return;
      const isSubscription = operation === OperationTypeNode.SUBSCRIPTION;
      for (const node of deferredIn(context, selectionSet, isSubscription)) {
        const where = isSubscription ? "of a subscription" : "at the root of a mutation";
        report(context, `Expected no @defer ${where}; only what its fields select may be deferred.`, [node]);
      }
    },
  };
}

/** Every `@defer` of a selection that holds in some case, those within fragments included, and of fields if `isDeep`. */
function deferredIn(context: ValidationContext, root: SelectionSetNode, isDeep: boolean): Set<DirectiveNode> {
  const found = new Set<DirectiveNode>();
  const visited = new Set<SelectionSetNode>();
  const sets = [root];
  for (let set = sets.pop(); set; set = sets.pop()) {
    if (visited.has(set)) continue;
    visited.add(set);
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        if (isDeep) sets.push(...innerOf(node));
        continue;
      }
      const directive = node.directives?.find(isDefer);
      const condition = directive && argumentOf(directive, "if");
      if (directive && !(condition?.kind === Kind.BOOLEAN && !condition.value)) found.add(directive);
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? context.getFragment(node.name.value) : node;
      if (fragment) sets.push(fragment.selectionSet);
    }
  }
  return found;
}

function innerOf({ selectionSet }: FieldNode): SelectionSetNode[] {
  return selectionSet ? [selectionSet] : [];
}

function isDefer({ name }: DirectiveNode): boolean {
  return name.value === "defer";
}

function argumentOf({ arguments: given = [] }: DirectiveNode, name: string) {
  return given.find((argument) => argument.name.value === name)?.value;
}

function report(context: ValidationContext, message: string, nodes: DirectiveNode[]): void {
  context.reportError(new GraphQLError(message, { nodes }));
}

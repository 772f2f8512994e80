import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { Conditions } from "../normalise/conditions";
import type { FragmentNode } from "../projection/collect-fields";

/** The fragments of an operation that have a `@defer`. */
export interface DeferredFragments {
  /** Names of the variables of its `if`, sorted. */
  variables: readonly string[];
  /** Whether any comes later when these variables have these values. */
  isAny(values: Conditions): boolean;
}

/** Undefined when there are none. A word that looks like it is looked for first: nearly no operation has it. */
export function findDeferred(
  text: string,
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): DeferredFragments | undefined {
  if (!text.includes("defer")) return undefined;
  const directives: DirectiveNode[] = [];
  const look = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      const directive = node.kind === Kind.FIELD ? undefined : directiveOf(node);
      if (directive) directives.push(directive);
      if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) look(node.selectionSet);
    }
  };
  for (const { selectionSet } of [operation, ...fragments]) look(selectionSet);
  if (directives.length === 0) return undefined;
  const variables = directives.flatMap((directive) => {
    const value = conditionOf(directive);
    return value?.kind === Kind.VARIABLE ? [value.name.value] : [];
  });
  return {
    variables: [...new Set(variables)].sort(),
    isAny: (values) => directives.some((directive) => holds(directive, values)),
  };
}

export function isDeferred(node: FragmentNode, values: Conditions): boolean {
  const directive = directiveOf(node);
  return directive !== undefined && holds(directive, values);
}

/** Without a value, `if` is true. */
function holds(directive: DirectiveNode, values: Conditions): boolean {
  const value = conditionOf(directive);
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind !== Kind.VARIABLE || values.get(value.name.value) !== false;
}

function directiveOf({ directives = [] }: FragmentNode): DirectiveNode | undefined {
  return directives.find(({ name }) => name.value === "defer");
}

function conditionOf({ arguments: given = [] }: DirectiveNode) {
  return given.find(({ name }) => name.value === "if")?.value;
}

import type { FragmentDefinitionNode } from "graphql";
import {
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { JsonObject } from "../values/json";

/** What the variables of `@skip` and `@include` are for one request. */
export type Conditions = ReadonlyMap<string, boolean>;

const directives = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/** Names of the variables that decide what is selected, sorted. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): string[] {
  const names = new Set<string>();
  const look = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      for (const { name, arguments: given } of node.directives ?? []) {
        const value = given?.[0]?.value;
        if (directives.has(name.value) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
      }
      if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) look(node.selectionSet);
    }
  };
  for (const { selectionSet } of [operation, ...fragments]) look(selectionSet);
  return [...names].sort();
}

/** Their values, or an error for one that is null: only its default would have been a boolean. */
export function readConditions(names: readonly string[], coerced: JsonObject): Conditions | GraphQLError {
  if (names.length === 0) return unconditional;
  const conditions = new Map<string, boolean>();
  for (const name of names) {
    const value = coerced[name];
    if (typeof value === "boolean") conditions.set(name, value);
    else if (value === null) {
      return new GraphQLError(`Argument "if" of non-null type "Boolean!" must not be null; $${name} is.`);
    }
  }
  return conditions;
}

const unconditional: Conditions = new Map();

/** Whether a field or fragment is selected. */
export function isSelected(node: SelectionNode, conditions: Conditions): boolean {
  for (const { name, arguments: given } of node.directives ?? []) {
    if (!directives.has(name.value)) continue;
    const value = given?.[0]?.value;
    const holds =
      value?.kind === Kind.BOOLEAN
        ? value.value
        : value?.kind === Kind.VARIABLE && conditions.get(value.name.value) === true;
    if (holds === (name.value === GraphQLSkipDirective.name)) return false;
  }
  return true;
}

import type { FragmentDefinitionNode } from "graphql";
import {
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from "graphql";
import type { JsonObject } from "../executor/json";

/** What the variables of `@skip` and `@include` are for one request. */
export type Conditions = ReadonlyMap<string, boolean>;

const directives = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/** Names of the variables that decide what is selected, sorted. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments]) {
    visit(node, {
      Directive(directive) {
        const [argument] = directive.arguments ?? [];
        if (!directives.has(directive.name.value)) return;
        if (argument?.value.kind === Kind.VARIABLE) names.add(argument.value.name.value);
      },
    });
  }
  return [...names].sort();
}

/** Their values, or an error for one that is null: only its default would have been a boolean. */
export function readConditions(names: readonly string[], coerced: JsonObject): Conditions | GraphQLError {
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

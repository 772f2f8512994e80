import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { OperationSource } from "../pipeline/ready-operation";
import { subscriptionAsQuery } from "../pipeline/subscription-as-query";

/**
 * What an operation uses of a schema by its text, as coordinates: fields and arguments, input fields, enum values, types of
 * conditions, variables and objects that are given, directives. Those of a subscription are of the query that it mirrors. A
 * coordinate is no value: nothing of what a client has written but names of the schema is in it.
 * See https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export function usedElements(schema: GraphQLSchema, source: OperationSource): Set<string> {
  const { definition, fragments } = subscriptionAsQuery(source.document, source.definition);
  const used = new Set<string>();
  for (const node of [definition, ...spreadFrom(definition, fragments)]) addElements(schema, node, used);
  return used;
}

/** Directives that every schema has, and the gateway's own. */
const everywhere = new Set(["skip", "include", "defer"]);

function addElements(
  schema: GraphQLSchema,
  node: OperationDefinitionNode | FragmentDefinitionNode,
  used: Set<string>,
): void {
  const types = new TypeInfo(schema);
  const addDirective = ({ name, arguments: given = [] }: DirectiveNode) => {
    if (everywhere.has(name.value)) return;
    used.add(`@${name.value}`);
    for (const argument of given) used.add(`@${name.value}(${argument.name.value}:)`);
  };
  visit(
    node,
    visitWithTypeInfo(types, {
      Field({ name: { value } }) {
        const parent = types.getParentType();
        if (parent && !parent.name.startsWith("__") && !value.startsWith("__"))
          used.add(`${parent.name}.${value}`);
      },
      Argument({ name: { value } }) {
        const [parent, field] = [types.getParentType(), types.getFieldDef()];
        if (parent && field && !types.getDirective() && !field.name.startsWith("__"))
          used.add(`${parent.name}.${field.name}(${value}:)`);
      },
      ObjectValue() {
        const type = getNamedType(types.getInputType());
        if (isInputObjectType(type)) used.add(type.name);
      },
      ObjectField({ name: { value } }) {
        const parent = getNamedType(types.getParentInputType());
        if (isInputObjectType(parent)) used.add(`${parent.name}.${value}`);
      },
      EnumValue({ value }) {
        const type = getNamedType(types.getInputType());
        if (type) used.add(`${type.name}.${value}`);
      },
      NamedType({ name: { value } }) {
        used.add(value);
      },
      Directive: addDirective,
    }),
  );
}

/** The fragments that an operation spreads, directly or over others, each once. */
export function spreadFrom(
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>();
  const next: (OperationDefinitionNode | FragmentDefinitionNode)[] = [definition];
  for (let node = next.pop(); node; node = next.pop()) {
    visit(node, {
      [Kind.FRAGMENT_SPREAD]({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || found.has(fragment)) return;
        found.add(fragment);
        next.push(fragment);
      },
    });
  }
  return [...found];
}

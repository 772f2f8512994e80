import {
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import type { OperationSource } from "../pipeline/ready-operation";
import { subscriptionAsQuery } from "../pipeline/subscription-as-query";
import { addElements } from "../schema/add-elements";

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

import {
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { introspectionFields } from "../normalise/introspection-fields";
import type { JsonObject } from "../values/json";

/** Answers those of an operation's root fields; undefined when it has none. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
  rootFields: Iterable<readonly FieldNode[]>,
): ((variables: JsonObject) => JsonObject) | undefined {
  const selections = [...rootFields].flat().filter(({ name }) => introspectionFields.has(name.value));
  if (selections.length === 0) return undefined;
  const own = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } as const };
  const document = { kind: Kind.DOCUMENT, definitions: [own, ...fragments] } as const;
  return (variableValues) => {
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues });
    if (errors?.[0]) throw errors[0];
    return data ?? {};
  };
}

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
} from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { chooseOperation } from "../pipeline/choose-operation";
import type { JsonObject } from "../values/json";
import { type FoundList, findLists } from "./lists/find-lists";
import { type SelectedField, selectFields } from "./lists/selected-fields";
import { refuseSilentNames } from "./pages/silent-fields";
import type { TableRequest } from "./table";

/** A client's query, its lists found. */
export interface TableQuery {
  schema: GraphQLSchema;
  definition: OperationDefinitionNode;
  /** What it selects of the root, with these variables. */
  root: readonly SelectedField[];
  /** The outermost lists. */
  lists: readonly FoundList[];
  /** As they were sent. */
  variables: JsonObject;
  /** The same with defaults, as the schema reads them. */
  values: JsonObject;
}

/**
 * Reads a query that is valid on the schema and whose variables fit. Throws METHOD_NOT_ALLOWED for an operation that is none.
 */
export function readTableQuery(
  schema: GraphQLSchema,
  { query, operationName, variables = {} }: TableRequest,
): TableQuery {
  const document = parse(query, { noLocation: true });
  const definition = chooseOperation(document, operationName);
  if (definition.operation !== OperationTypeNode.QUERY) {
    throw new GraphError(
      "METHOD_NOT_ALLOWED",
      `Expected a query, whose lists become tables; a ${definition.operation} is sent to /graphql.`,
    );
  }
  const { coerced, errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  if (!coerced) throw new GraphError("BAD_USER_INPUT", errors?.[0]?.message ?? "The variables do not fit.");
  const type = schema.getQueryType();
  if (!type) throw new Error("Expected a schema with queries.");
  const selecting = { schema, fragments: fragmentsOf(document), isIncluded: inclusion(coerced) };
  const root = selectFields(selecting, type, definition.selectionSet);
  refuseSilentNames(root, definition.variableDefinitions?.map(({ variable }) => variable.name.value) ?? []);
  return { schema, definition, root, lists: findLists(root), variables, values: coerced };
}

function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return fragments;
}

function inclusion(values: JsonObject): (node: SelectionNode) => boolean {
  return (node) => {
    if (!node.directives?.length) return true;
    if (getDirectiveValues(GraphQLSkipDirective, node, values)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, values)?.if !== false;
  };
}

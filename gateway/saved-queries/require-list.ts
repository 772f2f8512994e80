import { type DocumentNode, type GraphQLSchema, Kind, print, visit } from "graphql";
import { chooseLists } from "../tables/lists/choose-lists";
import { readTableQuery } from "../tables/table-query";
import type { SavedTable } from "./saved-query";

/**
 * Throws BAD_USER_INPUT for a valid query whose answer would be no table, or not that one, before anybody opens its address.
 * Values that the address is to set are not there yet; a query that includes parts of itself by them may have any list.
 */
export function requireList(schema: GraphQLSchema, document: DocumentNode, table: SavedTable): void {
  const { operationName, variables = {}, list } = table;
  let isConditional = false;
  const withoutRequired = visit(document, {
    Directive(node) {
      isConditional ||= node.arguments?.some(({ value }) => value.kind === Kind.VARIABLE) ?? false;
    },
    VariableDefinition(node) {
      return node.type.kind === Kind.NON_NULL_TYPE ? { ...node, type: node.type.type } : undefined;
    },
  });
  if (isConditional) return;
  const { lists } = readTableQuery(schema, { query: print(withoutRequired), operationName, variables });
  chooseLists(lists, list);
}

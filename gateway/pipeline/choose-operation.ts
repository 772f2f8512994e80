import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";

/** The operation of a document that a request means. Throws OPERATION_RESOLUTION_FAILURE when there is none. */
export function chooseOperation(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const chosen = getOperationAST(document, operationName);
  if (chosen) return chosen;
  throw new GraphError(
    "OPERATION_RESOLUTION_FAILURE",
    operationName
      ? `Expected operationName to name an operation of the query, got ${JSON.stringify(operationName)}.`
      : "Expected a query with one operation, or an operationName that chooses one.",
  );
}

import {
  type DocumentNode,
  GraphQLError,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
} from "graphql";
import { GraphError } from "../../../shared/base/errors/graph-error";
import { chooseOperation } from "../../pipeline/choose-operation";
import type { PricedEstimate } from "../../pipeline/pipeline";
import { addProvenance, type TextWithProvenance } from "../../provenance/add-provenance";
import type { JsonObject } from "../../values/json";
import type { ToolCall } from "./tool-call";

export interface QueryInput {
  query: string;
  operationName?: string | undefined;
  variables?: JsonObject | undefined;
}

/** A query that fits the graph, and what it costs with what is added to tell where its data comes from. */
export interface CheckedQuery extends TextWithProvenance {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  estimate: PricedEstimate;
}

/**
 * Validates and prices a query as it would be run. Gives errors where it does not fit, at their places in the client's own
 * text; where it only costs too much the estimate has the error.
 */
export async function checkQuery(
  { query, operationName, variables = {} }: QueryInput,
  { graph, context, requireOpenTexts }: ToolCall,
): Promise<CheckedQuery | { errors: readonly GraphQLError[] }> {
  const { pipeline, schema } = graph;
  try {
    requireOpenTexts();
    // It is told below that it may not change anything, once it is known to fit.
    const request = { query, operationName, variables, mayChange: true };
    const own = await pipeline.estimate(request, context);
    if (!("cost" in own)) return own;
    const document = parse(query);
    const operation = chooseOperation(document, operationName);
    requireReading(operation);
    const added = addProvenance(schema, query, document);
    const estimate = await pipeline.estimate({ ...request, query: added.text, mayChange: false }, context);
    if (!("cost" in estimate)) return estimate;
    return { ...added, document, operation, estimate };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function requireReading({ operation }: OperationDefinitionNode): void {
  if (operation === OperationTypeNode.QUERY) return;
  throw new GraphError(
    "FORBIDDEN",
    `Expected a query, got a ${operation}: assistants only read, whatever the role of their token.`,
  );
}

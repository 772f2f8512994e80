import type { GraphQLSchema } from "graphql";
import { defineTool, type Tool } from "./define-tool";
import type { OperationFile } from "./operation-files";
import { answerQuery, queryOutput } from "./run-query";
import { variablesSchema } from "./variables-schema";

/** A tool that runs a query which stands ready, its variables being what the assistant gives. */
export function operationTool(schema: GraphQLSchema, operation: OperationFile): Tool {
  const { name, title, description, text } = operation;
  return defineTool({
    ...{ name, title, description, input: variablesSchema(schema, operation), output: queryOutput },
    // It was written by those who run the graph, as a trusted document is.
    answer: (variables, call) => answerQuery({ query: text, variables }, call, { isTrusted: true }),
  });
}

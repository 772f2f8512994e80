import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import { type ExecutionResult, execute, type GraphQLSchema, OperationTypeNode } from "graphql";
import { GraphError } from "../errors/graph-error";
import { executeByFields } from "../graphql/execute-by-fields";
import type { RequestWork } from "./request-work";

/** What decides how an operation is executed. */
interface Executing {
  work: RequestWork;
}

/**
 * A schema as Apollo Server takes one whose operations somebody else executes: queries field by field, all else by graphql-js,
 * until the work of the request is ended. Then the answer is the reason, and the execution is left where it is.
 */
export function endableExecution<Context extends Executing>(
  schema: GraphQLSchema,
): ApolloServerOptionsWithGateway<Context>["gateway"] {
  return {
    onSchemaLoadOrUpdate(use) {
      use({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    load: async () => ({
      async executor({ document, operation, operationName, request, context }) {
        const { work } = context as Context;
        work.isChange = operation.operation === OperationTypeNode.MUTATION;
        const options = {
          ...{ schema, document, operationName, contextValue: context },
          ...(request.variables && { variableValues: request.variables }),
        };
        const execution = work.run(() => executeByFields(options) ?? execute(options));
        if (!(execution instanceof Promise)) return execution;
        const ended = work.ended.then((reason): ExecutionResult => ({ errors: [visibleOf(work, reason)] }));
        return await Promise.race([execution, ended]);
      },
    }),
    stop: async () => undefined,
  };
}

/** The answer can no longer report a change that was made, and must not read as if it was not. */
function visibleOf(work: RequestWork, reason: GraphError): GraphError {
  if (!work.hasChanged) return reason;
  const message = "The change was made, and its answer was not there in time; read what was changed anew.";
  return new GraphError("OUTCOME_UNKNOWN", message);
}

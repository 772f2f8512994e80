import type { ApolloServerPlugin } from "@apollo/server";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { GatewayContext } from "../request/context";

/**
 * Refuses a request whose operation cannot be found. Apollo Server leaves that to the executor, and
 * @apollo/gateway's throws an error without a code, which would be masked as a fault of ours.
 */
export const requireOperation: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, request: { operationName } }) {
        if (operation) return;
        throw new GraphError(
          "OPERATION_RESOLUTION_FAILURE",
          operationName
            ? `Expected operationName to name an operation of the query, got ${JSON.stringify(operationName)}.`
            : "Expected a query with one operation, or an operationName that chooses one.",
        );
      },
    };
  },
};

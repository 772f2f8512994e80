import type { ApolloServerPlugin } from "@apollo/server";
import type { ErrorCode } from "../../shared/base/errors/registry";
import { isLegacy } from "../http/answer-type";
import type { GatewayContext } from "../request/context";

/** Errors of a request that could be read: it was GraphQL over HTTP, and the answer is GraphQL's. */
const answered: ReadonlySet<unknown> = new Set<ErrorCode>([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COMPLEX",
]);

/**
 * A client that accepts `application/json` by name gets 200 for these: it cannot tell a GraphQL answer with
 * another status from some proxy's, so it would not read it. One that takes
 * `application/graphql-response+json`, or whatever comes, gets the status of the error's code.
 * See https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const statusForJson: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        const accept = request.http?.headers.get("accept") ?? "";
        if (!isLegacy(accept)) return;
        if (response.body.kind !== "single" || response.body.singleResult.data !== undefined) return;
        const [error] = response.body.singleResult.errors ?? [];
        if (answered.has(error?.extensions?.code)) response.http.status = 200;
      },
    };
  },
};

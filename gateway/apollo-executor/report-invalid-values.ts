import type { ApolloServerPlugin } from "@apollo/server";
import type { Logger } from "../../shared/base/log/logger";
import { maskedMessage } from "../../shared/http/server/answer-error";
import type { GatewayContext } from "../request/context";

/**
 * When a subgraph sends a text for an Int, or null for what may not be null, and no error with it, Apollo
 * leaves null in the data and reports it in `extensions.valueCompletion` alone, where no client looks. A
 * client would take the null for a fact. This makes errors of it.
 */
export function reportInvalidValues(log: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue: { requestId } }) {
          if (response.body.kind !== "single") return;
          const result = response.body.singleResult;
          const wrong = result.extensions?.valueCompletion;
          if (!Array.isArray(wrong)) return;
          log.error({ requestId, wrong: wrong.slice(0, 10).map(String) }, "a subgraph sent invalid values");
          const { valueCompletion: _, ...extensions } = result.extensions ?? {};
          response.body.singleResult = {
            ...result,
            errors: [...(result.errors ?? []), ...wrong.map((error) => masked(error, requestId))],
            extensions: Object.keys(extensions).length > 0 ? extensions : undefined,
          };
        },
      };
    },
  };
}

function masked(error: { path?: (string | number)[] }, requestId: string) {
  return {
    message: maskedMessage,
    ...(error.path && { path: error.path }),
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
  };
}

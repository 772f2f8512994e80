import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { errorRegistry, isErrorCode } from "../../shared/base/errors/registry";
import type { OperationEstimate } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import { answeredCodes, formatResult, recordOutcomes } from "./format-answer";
import type { OperationRouteOptions } from "./graphql-route";
import { createOperationReader } from "./read-operation";
import { badRequest, readRequest } from "./read-request";

/**
 * Answers `POST /cost` with what an operation may cost, without running it: `{"cost", "budget", "most", "errors"}`, the
 * cost and the budget of the viewer's role in objects fetched, `most` the field that costs most, and the errors as GraphQL
 * tells them. `cost` and `most` are null for a text that is no operation of the graph; that is an answer, too, and has
 * status 200. An operation that may cost more than the budget has its cost and the error QUERY_TOO_COMPLEX.
 */
export function registerCost(app: FastifyInstance, options: OperationRouteOptions): void {
  const readOperation = createOperationReader(options);

  const estimate = async (request: FastifyRequest, context: GatewayContext): Promise<OperationEstimate> => {
    const parameters = readRequest(request);
    if (Array.isArray(parameters)) throw badRequest("Expected one operation in the POST body, got a list.");
    const operation = readOperation(parameters, request, context);
    if (operation instanceof GraphQLError) return { errors: [operation] };
    return options.pipeline().estimate(operation, context);
  };
  app.post("/cost", async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header("cache-control", "no-store");
    const context = options.contextOf(request, reply);
    const estimated = await estimate(request, context);
    const { errors = [] } = formatResult({ errors: estimated.errors }, options.formatError);
    const [first] = errors;
    if (request.operation) recordOutcomes(request.operation, [{ errors }]);
    // A text that is wrong is what this is here to tell; a client that may not ask, or not now, is refused as elsewhere.
    const code = first?.extensions?.code;
    if (isErrorCode(code) && !answeredCodes.has(code)) {
      reply.code(errorRegistry[code].status);
      const { retryAfter } = first?.extensions ?? {};
      if (typeof retryAfter === "number") reply.header("retry-after", retryAfter);
      return { errors };
    }
    request.isRefused = errors.length > 0;
    if ("cost" in estimated) {
      const { cost, budget, most } = estimated;
      return { cost: Math.ceil(cost), budget, most, errors };
    }
    return { cost: null, budget: null, most: null, errors };
  });
}

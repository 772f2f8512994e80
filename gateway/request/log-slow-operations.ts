import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Gives the function that logs a request for an operation that took `thresholdMs` or longer; 0: none is. Tables and SQL
 * take as long as they take.
 */
export function logSlowOperations(
  thresholdMs: number,
): (request: FastifyRequest, reply: FastifyReply, status: number) => void {
  return (request, reply, status) => {
    const { operation, log, routeOptions } = request;
    if (thresholdMs === 0 || reply.elapsedTime < thresholdMs || !operation) return;
    if (routeOptions.url !== "/graphql") return;
    log.warn({ ms: Math.round(reply.elapsedTime), status, ...operation }, "slow operation");
  };
}

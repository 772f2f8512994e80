import type { FastifyInstance, FastifyRequest } from "fastify";

export interface Readiness {
  ready: boolean;
  /** Public: names, states and times; never a URL or a secret. */
  details?: Record<string, unknown>;
}

/** What may depend on the client. */
type ReadinessOf = (request: FastifyRequest) => Readiness | Promise<Readiness>;

/**
 * `/health/live` answers 200 as long as the process can answer at all: restart it when it does not.
 * `/health/ready` answers 200 or 503 with details: send it no requests while it says 503.
 */
export function registerHealth(app: FastifyInstance, readiness: ReadinessOf): void {
  app.get("/health/live", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { status: "live" };
  });
  app.get("/health/ready", async (request, reply) => {
    const { ready, details } = await readinessOf(readiness, request).catch((error: unknown) => {
      request.log.error({ err: error }, "readiness cannot be told");
      return { ready: false, details: undefined };
    });
    reply.code(ready ? 200 : 503).header("cache-control", "no-store");
    return { status: ready ? "ready" : "unready", ...(details && { details }) };
  });
}

async function readinessOf(readiness: ReadinessOf, request: FastifyRequest): Promise<Readiness> {
  return readiness(request);
}

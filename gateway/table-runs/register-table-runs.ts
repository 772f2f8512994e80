import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GatewayContext } from "../request/context";
import type { TableRun } from "./table-run";
import type { TableRuns } from "./table-runs";

export interface TableRunsRouteOptions {
  runs: TableRuns;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
}

/** What asking for a run costs: a look-up by key. */
const runCost = 5;

/**
 * `GET /table-runs`: the newest runs of the viewer; `GET /table-runs/ID`: one; `DELETE /table-runs/ID`: asks for its end, which
 * 202 promises, wherever it runs.
 */
export function registerTableRuns(app: FastifyInstance, { runs, contextOf }: TableRunsRouteOptions): void {
  const viewerOf = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header("cache-control", "no-store");
    const { viewer, rate } = contextOf(request, reply);
    await rate?.charge(runCost);
    return viewer;
  };
  app.get("/table-runs", async (request, reply) => {
    const viewer = await viewerOf(request, reply);
    return { tableRuns: (await runs.list(viewer)).map(answerOf) };
  });
  app.get<RunParams>("/table-runs/:id", async (request, reply) => {
    const viewer = await viewerOf(request, reply);
    return answerOf(await runs.find(request.params.id, viewer));
  });
  app.delete<RunParams>("/table-runs/:id", async (request, reply) => {
    const viewer = await viewerOf(request, reply);
    const run = await runs.cancel(request.params.id, viewer);
    return reply.code(run.state === "running" ? 202 : 200).send(answerOf(run));
  });
}

interface RunParams {
  Params: { id: string };
}

/** A run as clients read it. */
function answerOf({ startedAt, endedAt, savedQuery, share, ...run }: TableRun) {
  return {
    ...run,
    ...(savedQuery !== null && { savedQuery }),
    ...(share !== null && { share }),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

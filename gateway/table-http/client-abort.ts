import type { FastifyReply } from "fastify";

/** Aborted when the client has gone before its answer was whole. */
export function abortWithClient({ raw }: FastifyReply): AbortController {
  const abort = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) abort.abort(new Error("The client has gone."));
  });
  return abort;
}

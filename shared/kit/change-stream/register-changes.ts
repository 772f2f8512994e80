import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import { type FollowOptions, followChanges } from "./follow-changes";

/** A reader knows by it within seconds that the connection is gone, in milliseconds. */
const beatMs = 10_000;

/**
 * `GET /changes?after=POSITION`: the notices of followChanges, one JSON object a line, for as long as the reader stays; an
 * empty line says every ten seconds that it is still there. For the gateway, whose statement is asked for as everywhere.
 */
export function registerChanges(app: FastifyInstance, options: FollowOptions): ChangeReaders {
  const counts: ChangeReaders = { readers: 0, notices: 0 };
  const closing = new AbortController();
  app.addHook("preClose", (done) => {
    closing.abort(new Error("The subgraph is being stopped."));
    done();
  });
  app.get("/changes", async (request, reply) => {
    const after = readAfter(request.query);
    const left = new AbortController();
    counts.readers += 1;
    reply.raw.once("close", () => {
      counts.readers -= 1;
      left.abort(new Error("The reader has left."));
    });
    const signal = AbortSignal.any([closing.signal, left.signal]);
    const notices = followChanges(options, after, signal);
    // What is wrong with the position is told by the status.
    const first = await notices.next();
    reply.type("application/x-ndjson; charset=utf-8").header("cache-control", "no-store");
    return reply.send(
      Readable.from(linesOf(first, notices, signal, counts), { objectMode: false, highWaterMark: 1 }),
    );
  });
  return counts;
}

/** Who follows the changes just now, and how many notices were sent so far. */
export interface ChangeReaders {
  readers: number;
  notices: number;
}

function readAfter(query: unknown): string | undefined {
  const after = typeof query === "object" && query !== null ? Reflect.get(query, "after") : undefined;
  if (after === undefined || typeof after === "string") return after;
  throw new GraphError("BAD_USER_INPUT", "after: expected one position; got several.");
}

/** The end of the stream is no error, whoever ends it: the reader has a position to go on from. */
async function* linesOf(
  first: IteratorResult<object>,
  rest: AsyncGenerator<object>,
  signal: AbortSignal,
  counts: ChangeReaders,
): AsyncGenerator<string> {
  let next: Promise<IteratorResult<object>> = Promise.resolve(first);
  try {
    while (true) {
      const beat = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => beat.resolve(undefined), beatMs);
      const found = await Promise.race([next, beat.promise]).finally(() => clearTimeout(timer));
      if (found?.done) return;
      if (found) counts.notices += 1;
      yield found ? `${JSON.stringify(found.value)}\n` : "\n";
      if (found) next = rest.next();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await next.catch(() => undefined);
    await rest.return(undefined);
  }
}

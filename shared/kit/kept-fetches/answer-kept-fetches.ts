import { hash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../base/clock/clock";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import type { InternalStatement } from "../../http/identity/internal-token";
import type { KeptFetches } from "./kept-fetches";

export interface AnswerKeptOptions {
  fetches: Pick<KeptFetches, "find">;
  log: Pick<Logger, "warn">;
  clockOf(request: FastifyRequest): Clock;
  statementOf(request: FastifyRequest): InternalStatement | undefined;
  /** What is done for each request; one whose answer was kept has done nothing, and is noted here. */
  works: WeakMap<FastifyRequest, RequestWork>;
}

/** Bytes of a request; a larger one would take longer to know again than it saves. */
const largestRequest = 128 * 1024;

/**
 * Has `POST /graphql` answer by what was kept. Only queries whose whole answer is without errors and as of now are: what names
 * its own instant, reads the audit or is put down in it is made each time (RequestWork.isOfState), and pages of tables are not
 * asked for again.
 */
export function answerKeptFetches(app: FastifyInstance, options: AnswerKeptOptions): void {
  const { fetches, log, clockOf, statementOf, works } = options;
  const keeping = new WeakMap<FastifyRequest, (reply: FastifyReply, body: string) => void>();
  app.addHook("preHandler", async (request, reply) => {
    const statement = statementOf(request);
    const isFetch = request.method === "POST" && request.routeOptions.url === "/graphql";
    if (!isFetch || !statement || statement.pageRows !== undefined) return;
    if (Number(request.headers["content-length"]) > largestRequest) return;
    const found = await fetches.find(keyOf(request, statement), clockOf(request)).catch((err: unknown) => {
      log.warn({ err }, "kept answers are passed over: the change log cannot be read");
      return undefined;
    });
    if (!found) return;
    if (typeof found === "function") {
      keeping.set(request, (answered, body) => {
        const work = works.get(request);
        const isWhole = answered.statusCode === 200 && !work?.reason && !body.includes('"errors":');
        if (!isWhole || !work?.isOfState || work.isChange) return;
        found({
          headers: { "content-type": String(answered.getHeader("content-type")) },
          body: Buffer.from(body),
        });
      });
      return;
    }
    works.set(request, new RequestWork());
    return reply.headers(found.headers).send(found.body);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    if (typeof payload === "string") keeping.get(request)?.(reply, payload);
    done(null, payload);
  });
}

/** Who asks, and what. */
function keyOf(request: FastifyRequest, { viewer }: InternalStatement): string {
  const { role, subject, organization } = viewer;
  return hash(
    "sha256",
    JSON.stringify([role, subject, organization, request.headers.accept, request.body]),
    "base64",
  );
}

import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import type { Viewer } from "../../http/identity/viewer";
import type { ImportDefinition } from "../../import/definition/import-definition";
import { requireImporter } from "../../import/owner-check";
import { inEnglish, readSentences, sharedSentences, toVietnamese } from "../../import/report/translate";
import { syncLimits } from "../../import/sync/sync-limits";
import { syncRows } from "../../import/sync/sync-rows";
import type { ImportingFolder, ImportRoutesOptions } from "../import-http/register-imports";
import { claimAnswer, fingerprintOf, keepAnswer } from "../mutation/idempotent-answer";
import { ofDatabase } from "./of-database";
import { type SyncAnswer, syncAnswer } from "./sync-answer";
import { readSyncQuery, type SyncQuery } from "./sync-query";

/** Syncs of a process at a time, those included that wait for another of their kind: each holds a connection. */
const mostAtATime = 4;

/**
 * Rows that departments' programs bring up to date by an import's columns, as the gateway forwards them: `POST
 * /sync/NAME`, JSON or NDJSON, up to 10,000 rows. All of them are taken in (200), or none (422).
 */
export function registerSync(
  app: FastifyInstance,
  { imports = [], directory }: ImportingFolder,
  options: ImportRoutesOptions,
): void {
  if (imports.length === 0) return;
  const vietnamese = () =>
    toVietnamese({ ...sharedSentences(), ...readSentences(directory, "imports.vi.json") });
  let running = 0;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Read once it is known who sends it, and that there is room.
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.post<{ Params: { name: string } }>(
      "/sync/:name",
      { bodyLimit: syncLimits.bytes },
      async (request, reply) => {
        const definition = imports.find(({ name }) => name === request.params.name);
        if (!definition) throw unknownImport(request.params.name, imports);
        const query = readSyncQuery(request.query, request.headers);
        await requireSyncing(options.viewerOf(request), definition, options);
        if (running >= mostAtATime) {
          throw new GraphError("SERVICE_UNAVAILABLE", "Other rows are being taken in; try again shortly.", {
            retryAfter: 2,
          });
        }
        running += 1;
        try {
          const translate = query.language === "en" ? inEnglish : vietnamese();
          const answerOf = (outcome: Parameters<typeof syncAnswer>[0]) =>
            syncAnswer(outcome, query.dryRun, translate);
          return await answer(request, reply, { definition, query, answerOf }, options);
        } finally {
          running -= 1;
        }
      },
    );
  });
}

interface Sync {
  definition: ImportDefinition;
  query: SyncQuery;
  answerOf(outcome: Parameters<typeof syncAnswer>[0]): SyncAnswer;
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { definition, query, answerOf }: Sync,
  { dataSource, clock, record, viewerOf }: ImportRoutesOptions,
): Promise<SyncAnswer> {
  const viewer = viewerOf(request);
  const body = await readBody(request.body);
  const { source, form, dryRun } = query;
  try {
    const answered = await syncRows<SyncAnswer>({
      ...{ definition, body, form, source, dataSource, viewer, clock, dryRun, record, answerOf },
      ...keptUnderKey(definition, query, body, viewer, clock.now()),
    });
    return reply.code(answered.taken ? 200 : 422).send(answered);
  } catch (error) {
    throw ofDatabase(error) ?? error;
  }
}

async function requireSyncing(
  viewer: Viewer,
  definition: ImportDefinition,
  { refused }: Pick<ImportRoutesOptions, "refused">,
): Promise<void> {
  try {
    requireImporter(viewer, definition);
  } catch (error) {
    if (error instanceof GraphError) await refused(viewer, "sync", error.code);
    throw error;
  }
}

/** @throws GraphError REQUEST_TOO_LARGE, BAD_REQUEST. */
async function readBody(body: unknown): Promise<Buffer> {
  if (!(body instanceof Readable))
    throw new GraphError("BAD_REQUEST", "Expected rows as the body, got none.");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += piece.length;
    if (bytes > syncLimits.bytes) {
      throw new GraphError("REQUEST_TOO_LARGE", `Expected a body of at most ${syncLimits.bytes} bytes.`);
    }
    chunks.push(piece);
  }
  return Buffer.concat(chunks, bytes);
}

/** How a request that comes again under its key finds its answer; a dry run changes nothing, and is never kept. */
function keptUnderKey(
  { name }: ImportDefinition,
  { key, dryRun, form, source, language }: SyncQuery,
  body: Buffer,
  viewer: Viewer,
  now: Date,
): Pick<Parameters<typeof syncRows<SyncAnswer>>[0], "known" | "keep"> {
  if (key === undefined || dryRun) return { known: async () => undefined, keep: async () => undefined };
  const fingerprint = fingerprintOf(JSON.stringify([form, source, language]), body);
  const keyed = { actor: viewer.subject ?? "", operation: `sync ${name}`, key, fingerprint };
  return {
    async known(database) {
      const claimed = await claimAnswer<SyncAnswer>(database, keyed, now);
      if (claimed !== "reused") return claimed?.answer;
      const message = "Idempotency-Key: expected a new key for other rows; this one was used for others.";
      throw new GraphError("IDEMPOTENCY_KEY_REUSED", message);
    },
    keep: (database, answered) => keepAnswer(database, keyed, answered),
  };
}

function unknownImport(name: string, imports: readonly ImportDefinition[]): GraphError {
  const known = imports.map((one) => one.name).join(", ");
  return new GraphError(
    "NOT_FOUND",
    `Expected one of ${known} after /sync/; got ${JSON.stringify(name.slice(0, 60))}.`,
  );
}

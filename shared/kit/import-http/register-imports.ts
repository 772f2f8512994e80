import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import type { Clock } from "../../base/clock/clock";
import { badInput, GraphError } from "../../base/errors/graph-error";
import type { Logger } from "../../base/log/logger";
import { requireRole } from "../../http/identity/require-role";
import type { Viewer } from "../../http/identity/viewer";
import type { ImportDefinition } from "../../import/definition/import-definition";
import { importFile } from "../../import/import-file";
import {
  inEnglish,
  readSentences,
  sharedSentences,
  type Translate,
  toVietnamese,
} from "../../import/report/translate";
import type { RecordImport } from "../../import/take-rows";
import { undoRun } from "../../import/undo-run";
import { writeWorkbookTemplate } from "../../import/write-template";
import { describeImports } from "./describe-imports";
import { type ImportAnswer, importAnswer } from "./import-answer";
import { type ImportLine, importLines } from "./import-lines";
import { type ImportQuery, readImportQuery } from "./import-query";
import { uploadedFile } from "./upload";

/** What a subgraph takes in, and its folder, which has the Vietnamese of it. */
export interface ImportingFolder {
  imports?: readonly ImportDefinition[];
  directory: string;
}

export interface ImportRoutesOptions {
  dataSource: DataSource;
  clock: Clock;
  log: Logger;
  record: RecordImport;
  viewerOf(request: FastifyRequest): Viewer;
  /** Puts down who was refused. */
  refused(viewer: Viewer, operation: string, code: string): Promise<void>;
}

/** Most bytes of an uploaded file. */
export const mostUploadBytes = 256 * 1024 ** 2;

/** Imports of a process at a time, those included that wait for another of their kind: each holds a connection. */
const mostAtATime = 3;

/**
 * What a subgraph takes in from files, over HTTP, as the gateway forwards it: `GET /imports` describes it,
 * `GET /imports/template` is a workbook to fill in, and `POST /imports` takes a file in, or says what is wrong with it.
 */
export function registerImports(
  app: FastifyInstance,
  subgraph: ImportingFolder,
  options: ImportRoutesOptions,
): void {
  const { imports = [], directory } = subgraph;
  if (imports.length === 0) return;
  let vietnamese: Translate | undefined;
  const translatorOf = (language: ImportQuery["language"]): Translate => {
    if (language === "en") return inEnglish;
    vietnamese ??= toVietnamese({ ...sharedSentences(), ...readSentences(directory, "imports.vi.json") });
    return vietnamese;
  };
  let running = 0;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // A file is read as it comes: no parser holds it.
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.get("/imports", async (request) => {
      const query = readImportQuery(request.query, imports);
      return { imports: describeImports(query.imports, translatorOf(query.language)) };
    });
    scope.get("/imports/template", async (request, reply) => {
      const query = readImportQuery(request.query, imports);
      const definition = query.imports.find(({ isMain }) => isMain) ?? query.imports[0];
      if (!definition) throw new GraphError("NOT_FOUND", "There is no such import.");
      return reply
        .header("content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header("content-disposition", `attachment; filename="${definition.name}.xlsx"`)
        .send(Buffer.from(writeWorkbookTemplate(definition, query.language, translatorOf(query.language))));
    });
    scope.post("/imports/undo", (request) => undo(request, imports, options));
    scope.post("/imports", { bodyLimit: mostUploadBytes }, async (request, reply) => {
      const query = readImportQuery(request.query, imports);
      const viewer = options.viewerOf(request);
      await requireImporting(viewer, options);
      if (running >= mostAtATime) {
        throw new GraphError("SERVICE_UNAVAILABLE", "Other files are being taken in; try again shortly.", {
          retryAfter: 10,
        });
      }
      return answer(request, reply, async (tell) => {
        // Counted until it has ended, also when its client has not waited for that.
        running += 1;
        try {
          return await takeIn(request, query, viewer, translatorOf, options, tell);
        } finally {
          running -= 1;
        }
      });
    });
  });
}

async function undo(
  request: FastifyRequest,
  imports: readonly ImportDefinition[],
  { dataSource, clock, record, viewerOf, refused }: ImportRoutesOptions,
): Promise<{ run: string; changes: number }> {
  const { run } = readImportQuery(request.query, imports);
  if (run === undefined) throw badInput("run: expected the number of a run, got none.", ["run"]);
  const viewer = viewerOf(request);
  await requireImporting(viewer, { refused });
  return { run, changes: await undoRun({ imports, run, dataSource, viewer, clock, record }) };
}

async function requireImporting(
  viewer: Viewer,
  { refused }: Pick<ImportRoutesOptions, "refused">,
): Promise<void> {
  try {
    requireRole(viewer, ["editor", "admin"], "importing");
  } catch (error) {
    if (error instanceof GraphError) await refused(viewer, "import", error.code);
    throw error;
  }
}

async function takeIn(
  request: FastifyRequest,
  query: ImportQuery,
  viewer: Viewer,
  translatorOf: (language: ImportQuery["language"]) => Translate,
  { dataSource, clock, record, refused }: ImportRoutesOptions,
  tell: (line: ImportLine) => void,
): Promise<ImportAnswer> {
  const { body } = request;
  if (!(body instanceof Readable))
    throw new GraphError("BAD_REQUEST", "Expected a file as the body, got none.");
  const source = await uploadedFile(body, request.headers, query.file);
  try {
    const outcome = await importFile({
      ...{ imports: query.imports, source, dataSource, viewer, clock, record },
      ...{ dryRun: query.dryRun, acceptHints: query.acceptHints, sheet: query.sheet },
      step: (step) => tell({ step }),
      progress: () => tell({ bytes: source.bytes, size: source.size ?? null }),
    });
    return importAnswer(outcome, query.dryRun, translatorOf(query.language));
  } catch (error) {
    if (error instanceof GraphError && error.code === "FORBIDDEN")
      await refused(viewer, "import", error.code);
    throw error;
  } finally {
    // What was not read of a file that is refused: the client still sends it.
    body.resume();
  }
}

/** Answers once all is done, or, where `Accept` says so, as it goes on, line by line. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  take: (tell: (line: ImportLine) => void) => Promise<ImportAnswer>,
): Promise<FastifyReply> {
  if (!/application\/x-ndjson/.test(request.headers.accept ?? ""))
    return reply.send(await take(() => undefined));
  const lines = importLines(take, request.log);
  await reply
    .header("content-type", "application/x-ndjson")
    .send(Readable.from(lines, { objectMode: false }));
  return reply;
}

import { databaseProblem } from "../../shared/base/errors/database-error";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { OpenedDatabase, Statements } from "./statements";

/**
 * The gateway's own database: what it keeps for its users, such as saved queries. The graph is answered without it:
 * nothing waits for it at the start, and while it is away only what needs it is refused.
 */
export interface GatewayDatabase {
  /**
   * Runs statements. Throws GraphError NOT_CONFIGURED where there is no database, SERVICE_UNAVAILABLE while it does not
   * answer.
   */
  use<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  /** The same in one transaction: all of it happens, or nothing. */
  change<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  /** Whether it is worth trying: it is there, and did not fail a moment ago. */
  isUp(): boolean;
  /** Whether there is one, be it away just now. */
  isConfigured(): boolean;
  close(): Promise<void>;
}

export interface GatewayDatabaseOptions {
  /** Where it is; undefined: there is none. Asked again until it has been reached. */
  url: () => string | undefined;
  log: Logger;
}

/** How long the database may take for all of a piece of work, in milliseconds: its clients wait for it. */
const patienceMs = 3_000;
/** So long after a failure nobody tries again. */
const pauseMs = 1_000;

/** Begins to connect, and to migrate what is not migrated yet, without being waited for. */
export function openGatewayDatabase({ url, log }: GatewayDatabaseOptions): GatewayDatabase {
  let opened: OpenedDatabase | undefined;
  let opening: Promise<OpenedDatabase> | undefined;
  let failedAt: number | undefined;
  let isClosed = false;

  const isPausing = () => failedAt !== undefined && performance.now() - failedAt < pauseMs;
  const noteFailure = (error: unknown) => {
    // One line for an outage, however many requests meet it.
    if (failedAt === undefined)
      log.error({ err: error, alarm: true }, "the gateway's database does not answer");
    failedAt = performance.now();
  };
  const noteSuccess = () => {
    if (failedAt !== undefined) log.info("the gateway's database answers again");
    failedAt = undefined;
  };
  const open = (): Promise<OpenedDatabase> => {
    const location = url();
    if (location === undefined) return Promise.reject(notConfigured());
    opening ??= openAt(location, log).then(
      async (database) => {
        opening = undefined;
        if (isClosed) await database.close();
        else opened = database;
        return database;
      },
      (error: unknown) => {
        opening = undefined;
        noteFailure(error);
        throw error;
      },
    );
    return opening;
  };
  const attempt = async <Result>(work: (database: OpenedDatabase) => Promise<Result>): Promise<Result> => {
    if (isPausing()) throw unavailable();
    try {
      const result = await within(patienceMs, async () => work(opened ?? (await open())));
      noteSuccess();
      return result;
    } catch (error) {
      if (error instanceof GraphError) throw error;
      const problem = databaseProblem(error);
      if (problem?.code === "BAD_USER_INPUT")
        throw new GraphError(problem.code, problem.message, { cause: error });
      // Before it was reached, whatever is wrong is wrong with it; that it takes long to be migrated is no failure yet.
      const isAway = opened && (error instanceof NoAnswer || problem?.code === "SERVICE_UNAVAILABLE");
      if (isAway) noteFailure(error);
      if (!opened || isAway || problem) throw unavailable(error);
      throw error;
    }
  };
  if (url() !== undefined) void attempt(async () => undefined).catch(() => undefined);
  return {
    use: (work) => attempt((database) => work(database.statements)),
    change: (work) => attempt((database) => database.transaction(work)),
    isUp: () => !isPausing() && !isClosed && (opened !== undefined || url() !== undefined),
    isConfigured: () => opened !== undefined || url() !== undefined,
    async close() {
      isClosed = true;
      await opening?.catch(() => undefined);
      await opened?.close();
    },
  };
}

/** It is loaded when there is a database: a gateway without one starts the sooner. */
async function openAt(url: string, log: Logger): Promise<OpenedDatabase> {
  const { openDatabaseAt }: typeof import("./open-database") = require("./open-database");
  return openDatabaseAt(url, log);
}

class NoAnswer extends Error {
  override name = "NoAnswer";
}

/** A server that has stopped in the middle of an answer is waited for no longer than one that cannot be reached. */
async function within<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoAnswer(`Expected an answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function notConfigured(): GraphError {
  return new GraphError(
    "NOT_CONFIGURED",
    "This gateway has no database of its own, and keeps no saved queries, shares, runs of tables, use of the schema and published schemas.",
  );
}

function unavailable(cause?: unknown): GraphError {
  return new GraphError(
    "SERVICE_UNAVAILABLE",
    "The gateway's database does not answer now; what it keeps (saved queries, shares, runs of tables, schemas) cannot be read. Try again shortly.",
    { cause, retryAfter: 1 },
  );
}

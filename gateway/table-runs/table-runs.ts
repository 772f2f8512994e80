import { randomUUID } from "node:crypto";
import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { startProgress, type TrackedRun } from "./progress";
import type { RunDraft, RunEnd, TableRun } from "./table-run";
import * as queries from "./table-run.queries";

/** A run that is under way in this process. */
export interface RunningTable {
  id: string;
  /** Aborted when somebody cancels it, in whatever process. */
  cancelled: AbortSignal;
  onExpected(rows: number): void;
  /** So many more rows were written. */
  onRows(count: number): void;
  /** Puts down how it ended; only the first call counts. */
  end(end: RunEnd): void;
}

/** What becomes of tables on their way to clients: kept in the gateway's database, for all of its processes. */
export interface TableRuns {
  /**
   * Begins to keep a run. Undefined where that cannot be: a table does not wait for the gateway's database, and is sent
   * without it.
   */
  begin(draft: RunDraft): Promise<RunningTable | undefined>;
  /** Throws NOT_FOUND where there is none that the viewer may see. */
  find(id: string, viewer: Viewer): Promise<TableRun>;
  /** The newest of the viewer's; an admin's are everyone's. */
  list(viewer: Viewer): Promise<TableRun[]>;
  /** Asks for its end, which comes within a second. One that has ended stays as it is. */
  cancel(id: string, viewer: Viewer): Promise<TableRun>;
  /** Ends with what is still to be put down. */
  stop(): Promise<void>;
}

export interface TableRunsOptions {
  database: GatewayDatabase;
  clock: Clock;
  log: Logger;
  /** How often the database is told how far runs have come, in milliseconds; a second by default. */
  everyMs?: number;
}

/** So long a table waits for its run to be put down, in milliseconds. */
const patienceMs = 200;
/** Of one page of a list. */
const mostListed = 100;

export function createTableRuns({ database, clock, log, everyMs = 1_000 }: TableRunsOptions): TableRuns {
  const progress = startProgress({ database, clock, log, everyMs });
  const findFor = async (id: string, viewer: Viewer): Promise<TableRun> => {
    const run = uuid.test(id)
      ? await database.use(async (statements) => {
          await queries.endDeadRuns(statements, clock.now());
          return queries.findRun(statements, id);
        })
      : undefined;
    if (run && maySee(run, viewer)) return run;
    throw new GraphError("NOT_FOUND", "Expected the id of a run of yours; this is none.");
  };
  return {
    async begin(draft) {
      if (!database.isUp()) return undefined;
      const run: TrackedRun = {
        id: randomUUID(),
        rows: 0,
        expectedRows: null,
        cancelling: new AbortController(),
        hasEnded: false,
      };
      const inserted = database
        .use((statements) => queries.insertRun(statements, run.id, draft, clock.now()))
        .then(
          () => true,
          (error: unknown) => {
            // What keeps the database from it is told by the database.
            if (!(error instanceof GraphError)) log.error({ err: error }, "a run is not kept");
            return false;
          },
        );
      if (!(await Promise.race([inserted, soon(patienceMs)]))) {
        // It may come late: then nobody was told its id.
        void inserted.then((isThere) => isThere && progress.end(run, { state: "failed" }));
        return undefined;
      }
      progress.add(run);
      return {
        id: run.id,
        cancelled: run.cancelling.signal,
        onExpected(rows) {
          run.expectedRows = rows;
        },
        onRows(count) {
          run.rows += count;
        },
        end: (end) => progress.end(run, end),
      };
    },
    find: findFor,
    async list(viewer) {
      requireRole(viewer, ["analyst", "editor", "admin"], "the list of runs");
      const subject = viewer.role === "admin" ? null : (viewer.subject ?? "");
      return database.use(async (statements) => {
        await queries.endDeadRuns(statements, clock.now());
        return queries.listRuns(statements, subject, mostListed);
      });
    },
    async cancel(id, viewer) {
      const run = await findFor(id, viewer);
      if (run.state !== "running") return run;
      // Of this process at once.
      progress.cancel(id);
      return database.use(async (statements) => {
        await queries.askToCancel(statements, id, clock.now());
        return (await queries.findRun(statements, id)) ?? run;
      });
    },
    stop: () => progress.stop(),
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Its owner and admins. One of the public, or of a share, is anyone's who knows its id, which nobody guesses: it was told
 * to whoever asked for the table, and to nobody else.
 */
function maySee({ subject, share }: TableRun, viewer: Viewer): boolean {
  return viewer.role === "admin" || subject === null || share !== null || subject === viewer.subject;
}

function soon(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref());
}

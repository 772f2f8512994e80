import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { GatewayDatabase } from "../database/gateway-database";
import type { RunEnd } from "./table-run";
import * as queries from "./table-run.queries";

/** A run that is under way in this process. */
export interface TrackedRun {
  id: string;
  rows: number;
  expectedRows: number | null;
  cancelling: AbortController;
  hasEnded: boolean;
}

export interface Progress {
  add(run: TrackedRun): void;
  cancel(id: string): void;
  end(run: TrackedRun, end: RunEnd): void;
  stop(): Promise<void>;
}

export interface ProgressOptions {
  database: GatewayDatabase;
  clock: Clock;
  log: Logger;
  everyMs: number;
}

/**
 * Tells the database how far all runs of this process have come, in one statement a second, which also says that the
 * process is alive, and learns by it which of them somebody wants cancelled. Ends are put down at once, and again until
 * they are: an outage of the database must not leave a run that ended well as one that was lost.
 */
export function startProgress({ database, clock, log, everyMs }: ProgressOptions): Progress {
  const running = new Map<string, TrackedRun>();
  const ended = new Map<string, { run: TrackedRun; end: RunEnd; at: Date }>();
  const settling = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;

  const failed = (error: unknown) => {
    // An outage is told by the database itself.
    if (!(error instanceof GraphError)) log.error({ err: error }, "the progress of runs is not kept");
  };
  const update = async () => {
    const runs = [...running.values()];
    if (runs.length === 0) return;
    const cancelled = await database.use((statements) => queries.updateRuns(statements, runs));
    for (const id of cancelled) running.get(id)?.cancelling.abort(cancelledReason());
  };
  const settle = async (id: string) => {
    const one = ended.get(id);
    if (!one) return;
    await database.use((statements) => queries.endRun(statements, one.run, one.end, one.at));
    ended.delete(id);
  };
  const tick = async () => {
    timer = undefined;
    await Promise.all([update(), ...[...ended.keys()].map(settle)]).catch(failed);
    schedule();
  };
  const schedule = () => {
    if (timer !== undefined || isStopping || (running.size === 0 && ended.size === 0)) return;
    timer = setTimeout(() => void tick(), everyMs).unref();
  };
  return {
    add(run) {
      running.set(run.id, run);
      schedule();
    },
    cancel: (id) => running.get(id)?.cancelling.abort(cancelledReason()),
    end(run, end) {
      if (run.hasEnded) return;
      run.hasEnded = true;
      running.delete(run.id);
      if (ended.size >= mostUnsettled) return;
      ended.set(run.id, { run, end, at: clock.now() });
      const settled: Promise<void> = settle(run.id)
        .catch(failed)
        .finally(() => {
          settling.delete(settled);
          schedule();
        });
      settling.add(settled);
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await Promise.all(settling);
    },
  };
}

/** Of an outage that lasts; the rest is put down as lost when the database is back. */
const mostUnsettled = 10_000;

/** What the rest of the table ends with. */
export function cancelledReason(): GraphError {
  return new GraphError("TABLE_CANCELLED", "The table was cancelled before its end.");
}

import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { GatewayDatabase } from "../database/gateway-database";
import { addUse, createOperationRecorder, type OperationRecorder } from "./operation-recorder";
import { otherUses, type RecordedUse, type UseBatch } from "./recorded-use";
import { addUses } from "./recorded-use.queries";

/** Records what clients use, in the gateway's database, for all of its processes. */
export interface Recording extends Pick<OperationRecorder, "note"> {
  /** Puts down what was counted so far. What the database does not take is kept, and put down the next time. */
  flush(): Promise<void>;
  /** Puts down the last of it. */
  stop(): Promise<void>;
}

export interface RecordingOptions {
  database: Pick<GatewayDatabase, "change" | "isUp" | "isConfigured">;
  clock: Clock;
  log: Logger;
  /** How often it is put down, in milliseconds; 10 s by default: what a process that is killed has not put down is lost. */
  everyMs?: number;
  /** See RecorderOptions. */
  mostUses?: number;
}

/** So many counts are put down before their time, a second after the last ones at the earliest. */
const manyUses = 2_000;
const pauseMs = 1_000;
/** Most operations of which a description is kept while the database is away. */
const mostUnsent = 8_000;

/**
 * An operation is counted in memory, in microseconds, and never waits for the database: counts are put down now and then, in
 * one statement. While the database is away they add up, within bounds; beyond these they are counted as other operations.
 */
export function startRecording({
  database,
  clock,
  log,
  everyMs = 10_000,
  mostUses,
}: RecordingOptions): Recording {
  const recorder = createOperationRecorder({ clock, ...(mostUses !== undefined && { mostUses }) });
  const operations = new Map<string, UseBatch["operations"][number]>();
  let uses = new Map<string, RecordedUse>();
  let flushing: Promise<void> | undefined;
  /** As performance.now() tells it. */
  let earliestNext = 0;

  const keep = (batch: UseBatch) => {
    for (const each of batch.operations) operations.set(each.hash, each);
    for (const use of batch.uses) {
      const isKnown = uses.size < mostUnsent;
      const elements = isKnown
        ? use.elements
        : [...use.elements, ...(operations.get(use.operation)?.elements ?? [])];
      addUse(uses, isKnown ? use : { ...use, ...others, elements });
    }
    for (const hash of operations.keys()) if (operations.size > mostUnsent) operations.delete(hash);
  };
  const flushOnce = async () => {
    if (!database.isConfigured()) return recorder.drop();
    keep(await recorder.take());
    if (uses.size === 0 || !database.isUp()) return;
    const sent = { operations: [...operations.values()], uses: [...uses.values()] };
    uses = new Map();
    operations.clear();
    try {
      await database.change((statements) => addUses(statements, sent));
    } catch (error) {
      keep(sent);
      // What keeps the database from it is told by the database.
      if (!(error instanceof GraphError)) log.error({ err: error }, "what clients use is not put down");
    }
  };
  const flush = (): Promise<void> => {
    earliestNext = performance.now() + pauseMs;
    flushing ??= flushOnce().finally(() => {
      flushing = undefined;
    });
    return flushing;
  };
  const flushSoon = () => {
    flush().catch((error: unknown) => log.error({ err: error }, "what clients use is not put down"));
  };
  const timer = setInterval(flushSoon, everyMs).unref();
  return {
    note(...use) {
      recorder.note(...use);
      if (recorder.size >= manyUses && performance.now() >= earliestNext) flushSoon();
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}

const others = { operation: otherUses, client: otherUses, clientVersion: "" };

import type { ChangeNotice } from "../../base/changes/change-notice";
import type { Clock } from "../../base/clock/clock";
import type { Logger } from "../../base/log/logger";
import type { ChangeBell } from "../../database/change-log/change-bell";
import { type ChangePosition, readPosition, writePosition } from "../../database/change-log/change-position";
import { type ReadChanges, readChanges } from "../../database/change-log/read-changes";
import type { Database } from "../../database/database";
import { type ClockChanges, nextClockChange } from "./clock-changes";

export interface FollowOptions {
  database: Database;
  bell: ChangeBell;
  clock: Clock;
  clockChanges: ClockChanges;
  log: Pick<Logger, "warn">;
}

/** After a reading that failed, and while a standby is behind its reader, in milliseconds. */
const againAfterMs = 500;

/**
 * What transactions change after a position, or from now on, each change exactly once and in order; the first notice comes
 * at once. It waits without asking the database for anything. What is not read yet is read together: a slow reader gets
 * fewer notices, and misses nothing. Throws INVALID_CURSOR for what is no position, and the signal's reason when it is
 * aborted.
 */
export async function* followChanges(
  options: FollowOptions,
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ChangeNotice> {
  const { bell, clock } = options;
  let position: ChangePosition | undefined = after === undefined ? undefined : readPosition(after);
  let seen: ReadonlySet<string> | undefined;
  let nextChange: Date | undefined;
  for (let isFirst = true; ; ) {
    signal.throwIfAborted();
    const rings = bell.rings;
    const found = await look(options, position, seen);
    if (found) {
      const { changes } = found;
      ({ position, seen } = found);
      const passed = nextChange !== undefined && clock.now() >= nextChange ? nextChange : undefined;
      nextChange = found.nextChange;
      if (isFirst || passed || changes === null || changes.length > 0)
        yield { position: writePosition(position), changes, ...(passed && { passed: passed.toISOString() }) };
      isFirst = false;
    }
    await waitFor(
      bell,
      rings,
      found ? nextChange && nextChange.getTime() - clock.now().getTime() : againAfterMs,
      signal,
    );
  }
}

type Found = ReadChanges & { nextChange: Date | undefined };

/** Undefined where nothing can be said now: later it can. */
async function look(
  { database, clock, clockChanges, log }: FollowOptions,
  position: ChangePosition | undefined,
  seen: ReadonlySet<string> | undefined,
): Promise<Found | undefined> {
  try {
    const found = await readChanges(database, position, seen);
    return found && { ...found, nextChange: await nextClockChange(clockChanges, clock, database) };
  } catch (error) {
    log.warn({ err: error }, "the change log cannot be read; trying again");
    return undefined;
  }
}

/** Until the bell has rung, or some milliseconds have passed. */
async function waitFor(
  bell: ChangeBell,
  rings: number,
  ms: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const timeUp = new AbortController();
  const timer =
    ms === undefined ? undefined : setTimeout(() => timeUp.abort(), Math.min(Math.max(ms, 0), longestMs));
  try {
    await bell.wait(rings, AbortSignal.any([signal, timeUp.signal]));
  } catch (error) {
    if (!timeUp.signal.aborted || signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The longest that a timer can wait. */
const longestMs = 2 ** 31 - 1;

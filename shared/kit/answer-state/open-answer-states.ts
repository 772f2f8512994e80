import { createHash } from "node:crypto";
import type { AnswerState } from "../../base/changes/answer-state";
import type { Clock } from "../../base/clock/clock";
import { shareRuns } from "../../base/function/share-runs";
import { type ChangePosition, readPosition, writePosition } from "../../database/change-log/change-position";
import { type LogMoment, logMoment } from "../../database/change-log/read-log-state";
import type { StateConnection } from "../../database/change-log/state-connection";
import type { Database } from "../../database/database";
import { type ClockChanges, nextClockChange } from "../change-stream/clock-changes";

/** The states of a subgraph's answers. */
export interface AnswerStates {
  /**
   * Where answers stand now, and whether they are the same as at an earlier state. `clock` stands at the instant from which on
   * the answers are to hold. Throws INVALID_CURSOR for what is no state.
   */
  read(since: string | undefined, clock: Clock): Promise<AnswerState>;
  /** Whether what is read from now on is as of a state or a later one. Throws INVALID_CURSOR for what is no state. */
  isReached(state: string): Promise<boolean>;
}

export interface AnswerStatesOptions {
  connection: Pick<StateConnection, "row">;
  database: Database;
  clockChanges: ClockChanges;
  /** What answers depend on besides the data: the build and the settings. Equal in all processes that answer alike. */
  version: string;
}

/** How many states are asked about at a time: one for each process of the gateway. */
const mostShared = 64;

/**
 * A state is a snapshot of the change log, which sees a commit as soon as whoever made it is told so; a notification comes a
 * moment later, and would leave that moment in which an earlier answer seems to hold. So each question is one statement,
 * but all who ask about one state while a statement runs share the next.
 */
export function openAnswerStates(options: AnswerStatesOptions): AnswerStates {
  const { connection, database, clockChanges, version } = options;
  const shared = new Map<string, (asked: undefined) => Promise<LogMoment>>();
  const momentOf = (since: string | undefined): Promise<LogMoment> => {
    const key = since ?? "";
    const known = shared.get(key);
    if (known) return known(undefined);
    const name = since === undefined ? "state" : "state since";
    const ask = shareRuns(() => connection.row<LogMoment>(name, logMoment(since)));
    for (const oldest of shared.keys()) {
      if (shared.size < mostShared) break;
      shared.delete(oldest);
    }
    shared.set(key, ask);
    return ask(undefined);
  };
  const epochOf = (incarnation: string | null) =>
    createHash("sha256")
      .update(JSON.stringify([version, incarnation]))
      .digest("base64url");
  const compare = async (position: ChangePosition | undefined) => {
    const moment = await momentOf(position?.snapshot);
    const epoch = epochOf(moment.incarnation);
    const isOfEpoch = moment.incarnation !== null && (position === undefined || position.epoch === epoch);
    return {
      state: writePosition({ epoch, snapshot: moment.snapshot }),
      isSame: isOfEpoch && moment.isSame,
      isReached: isOfEpoch && moment.isReached,
    };
  };
  return {
    async read(since, clock) {
      const { state, isSame } = await compare(since === undefined ? undefined : readPosition(since));
      if (isSame) return { state, isSame };
      // After the state: what changes when this changes, changes the state.
      const next = await nextClockChange(clockChanges, clock, database);
      return { state, isSame, until: next?.toISOString() ?? null };
    },
    isReached: async (state) => (await compare(readPosition(state))).isReached,
  };
}

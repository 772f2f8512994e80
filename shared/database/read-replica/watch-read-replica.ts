import sql from "sql-template-tag";
import type { Clock } from "../../base/clock/clock";
import { databaseProblem } from "../../base/errors/database-error";
import type { Logger } from "../../base/log/logger";
import type { Database } from "../database";
import { createKnownPositions } from "./known-positions";
import { readLogPosition } from "./log-position";

/** A streaming replica of a database, which may be behind. */
export interface ReadReplicaWatch {
  /**
   * As of when what is read there from now on is: everything that was committed before is in it. undefined where it must not
   * be read: it is away, too far behind, or no replica of that database. Never throws.
   */
  look(): Promise<Date | undefined>;
  /** A statement there has failed: it is not looked at for some seconds. */
  failed(): void;
  /** How far behind it was when it was last looked at, in seconds, and whether it was read; undefined where nobody has looked. */
  state(): { lagSeconds: number | undefined; isRead: boolean } | undefined;
}

export interface ReadReplicaOptions {
  /** What is read there, for the log: `tables`, `statistics`. */
  use: string;
  primary: Database;
  /** The replica, connected if it was not. */
  replica: () => Promise<Database>;
  /** How far it may be behind, in milliseconds. */
  mostLagMs: number;
  /** What is to be done with a database that is no replica: a distributed one has its own data, and is as of now. */
  otherwise: "refuse" | "now";
  /** The real one, not that of the data. */
  clock: Clock;
  log: Pick<Logger, "warn" | "info">;
}

/** One that has failed is not asked for so long, in milliseconds: each would wait for its connection. */
const restMs = 5_000;

/**
 * The time of the last transaction that a replica has replayed tells nothing where nobody writes. So the primary is asked
 * where its log stands, with the instant, each time; what the replica has replayed is compared with these.
 */
export function watchReadReplica(options: ReadReplicaOptions): ReadReplicaWatch {
  const { use, primary, replica, mostLagMs, otherwise, clock, log } = options;
  const positions = createKnownPositions();
  let [restUntil, told] = [0, ""];
  let state: ReturnType<ReadReplicaWatch["state"]>;
  /** One line when it comes to be read no more, and one when it is again. */
  const tell = (reason: string, fields: object = {}) => {
    if (reason !== told && reason !== "")
      log.warn({ use, ...fields }, `the read replica is not read: ${reason}`);
    if (reason === "" && told !== "") log.info({ use }, "the read replica is read again");
    told = reason;
  };
  const refuse = (reason: string, lagSeconds: number | undefined, fields: object = {}) => {
    state = { lagSeconds, isRead: false };
    tell(reason, fields);
    return undefined;
  };
  const accept = (asOf: Date, lagSeconds: number) => {
    state = { lagSeconds, isRead: true };
    tell("");
    return asOf;
  };
  const rest = () => {
    restUntil = clock.now().getTime() + restMs;
  };
  return {
    async look() {
      if (clock.now().getTime() < restUntil) return undefined;
      const system = await notePrimary(primary, positions, clock);
      let found: ReplicaFound;
      try {
        found = await (await replica()).row<ReplicaFound>(whereItIs);
      } catch (error) {
        rest();
        const reason = databaseProblem(error)?.message ?? (error instanceof Error ? error.message : "");
        return refuse("it does not answer", undefined, { reason });
      }
      const now = clock.now();
      if (found.replayed === null)
        return otherwise === "now" ? accept(now, 0) : refuse("it is not in recovery", undefined);
      if (system !== undefined && system !== found.system)
        return refuse("it is a replica of another server", undefined);
      const reached = positions.reached(readLogPosition(found.replayed));
      const asOf = laterOf(reached, found.last);
      const lagMs = Math.max(0, now.getTime() - (asOf?.getTime() ?? Number.NEGATIVE_INFINITY));
      if (asOf === undefined || lagMs > mostLagMs)
        return refuse(
          "it is too far behind",
          asOf && lagMs / 1_000,
          asOf && { dataAsOf: asOf, lagSeconds: Math.round(lagMs / 1_000) },
        );
      return accept(lagMs > 0 ? asOf : now, lagMs / 1_000);
    },
    failed: rest,
    state: () => state,
  };
}

interface ReplicaFound {
  /** The end of what was replayed; null for a server that is not in recovery. */
  replayed: string | null;
  /** When the last transaction that was replayed was committed, by the primary's clock. */
  last: Date | null;
  system: string;
}

const whereItIs = sql`
  SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END AS replayed,
    pg_last_xact_replay_timestamp() AS last,
    (SELECT system_identifier::text FROM pg_control_system()) AS system`;

const whereThePrimaryIs = sql`
  SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn()::text END AS position,
    (SELECT system_identifier::text FROM pg_control_system()) AS system`;

/** Notes where the primary's log stands now, and gives the number of its server; undefined where it does not say. */
async function notePrimary(
  primary: Database,
  positions: ReturnType<typeof createKnownPositions>,
  clock: Clock,
): Promise<string | undefined> {
  // Before it is asked: what is committed from now on may not be in it.
  const at = clock.now();
  try {
    const { position, system } = await primary.row<{ position: string | null; system: string }>(
      whereThePrimaryIs,
    );
    if (position !== null) positions.note(readLogPosition(position), at);
    return system;
  } catch {
    // It is away: the replica is as of what is known of before. Whoever writes is told.
    return undefined;
  }
}

function laterOf(one: Date | undefined, other: Date | null): Date | undefined {
  if (one === undefined || other === null) return one ?? other ?? undefined;
  return one > other ? one : other;
}

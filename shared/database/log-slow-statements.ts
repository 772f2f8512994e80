import type { DataSource } from "typeorm";
import type { Logger } from "../base/log/logger";
import { RequestWork } from "../base/work/request-work";
import type { EndedStatement, ObserveStatement } from "./observe-statements";

export interface SlowStatementLogOptions {
  /** Statements that take this long are logged, in milliseconds; 0: none is. */
  thresholdMs: number;
  /** Whether PostgreSQL is asked how it runs them. */
  withPlans: boolean;
  log: Pick<Logger, "warn">;
  now?: () => number;
}

/** A statement is logged once in this time; those between are counted. In milliseconds. */
const quietMs = 60_000;
/** Statements whose last line is remembered. */
const maxKnown = 500;
/** Characters of a statement in the log. */
const longest = 4_000;

interface Known {
  loggedAt: number;
  /** Slow runs since then. */
  unlogged: number;
}

/**
 * Logs statements that take long: text, time, and how often it was so since the last line, never the values of parameters.
 * A plan is that of any values (EXPLAIN with GENERIC_PLAN, from PostgreSQL 16 on), for one of these would show them.
 */
export function logSlowStatements(
  dataSource: () => Pick<DataSource, "query">,
  { thresholdMs, withPlans, log, now = () => performance.now() }: SlowStatementLogOptions,
): ObserveStatement {
  const known = new Map<string, Known>();
  return ({ text, ms, hasFailed }) => {
    if (thresholdMs === 0 || ms < thresholdMs || text.startsWith(explain)) return;
    const before = known.get(text);
    if (before && now() - before.loggedAt < quietMs) {
      before.unlogged += 1;
      return;
    }
    known.delete(text);
    known.set(text, { loggedAt: now(), unlogged: 0 });
    const [oldest] = known.size > maxKnown ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    const line = {
      ms: Math.round(ms),
      statement: text.slice(0, longest),
      ...(hasFailed && { failed: true }),
      ...(before && before.unlogged > 0 && { alsoSlow: before.unlogged }),
    };
    if (!withPlans) return log.warn(line, "slow statement");
    // Not as part of the request, which may be over.
    void RequestWork.outside(async () => {
      log.warn({ ...line, ...(await planOf(dataSource(), text)) }, "slow statement");
    });
  };
}

const explain = "EXPLAIN (GENERIC_PLAN) ";

async function planOf(
  dataSource: Pick<DataSource, "query">,
  text: EndedStatement["text"],
): Promise<{ plan: string[] } | { noPlan: string }> {
  try {
    const rows = await dataSource.query<{ "QUERY PLAN": string }[]>(explain + text);
    return { plan: rows.map((row) => row["QUERY PLAN"]) };
  } catch (error) {
    // A statement that has none, a parameter whose type only its value tells, or an older server.
    return { noPlan: error instanceof Error ? error.message : String(error) };
  }
}

import sql, { type Sql } from "sql-template-tag";
import { dayOf } from "../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import type { Dossier } from "./dossier";
import { DossierStatus, Timeliness } from "./dossier-enums";

/*
 * The rules of docs/domain.md, each once in TypeScript for a row at hand and once in SQL over `dossier d`. A test
 * compares the two. RETURNED counts as resolved: the result was there and was handed over.
 */

/** The ends without a result. */
export const closedStatuses: readonly DossierStatus[] = [
  DossierStatus.REJECTED,
  DossierStatus.WITHDRAWN,
  DossierStatus.STOPPED,
];

const ended: ReadonlySet<DossierStatus> = new Set([
  DossierStatus.RESOLVED,
  DossierStatus.RETURNED,
  ...closedStatuses,
]);

/** Whether a dossier still waits for its end. */
export function isPending({ status }: Pick<Dossier, "status">): boolean {
  return !ended.has(status);
}

/** Pending and past dueAt at an instant. */
export function isOverdue(dossier: Pick<Dossier, "status" | "dueAt">, now: Date): boolean {
  return isPending(dossier) && dossier.dueAt < now;
}

/** How the local day of the result compares with that of the deadline; null without a result. */
export function timelinessOf({
  resolvedAt,
  dueAt,
}: Pick<Dossier, "resolvedAt" | "dueAt">): Timeliness | null {
  if (resolvedAt === null) return null;
  const [resolvedOn, dueOn] = [dayOf(resolvedAt), dayOf(dueAt)];
  if (resolvedOn === dueOn) return Timeliness.ON_TIME;
  return resolvedOn < dueOn ? Timeliness.EARLY : Timeliness.LATE;
}

/** The statuses are literals, not parameters: only so does the planner use the partial index of pending dossiers. */
export const pendingSql = sql`(d.status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED'))`;

/** Pending and past dueAt at an instant. */
export function overdueSql(now: Date): Sql {
  return sql`(${pendingSql} AND d.due_at < ${now}::timestamptz)`;
}

/** The instant after one at which the next pending dossier becomes overdue, as `at`; null where none does. */
export function nextDossierDue(now: Date): Sql {
  return sql`
    SELECT min(d.due_at) + INTERVAL '1 ms' AS at FROM dossier d WHERE ${pendingSql} AND d.due_at >= ${now}::timestamptz`;
}

/** When it ended, with a result or without; null while it is pending. */
export const endedAtSql = sql`coalesce(d.resolved_at, d.closed_at)`;

const resolvedOn = sql`${localTimeSql(sql`d.resolved_at`)}::date`;
const dueOn = sql`${localTimeSql(sql`d.due_at`)}::date`;
const receivedOn = sql`${localTimeSql(sql`d.received_at`)}::date`;

/** Timeliness as text; null without a result. */
export const timelinessSql = sql`(CASE
  WHEN ${resolvedOn} < ${dueOn} THEN 'EARLY'
  WHEN ${resolvedOn} = ${dueOn} THEN 'ON_TIME'
  WHEN ${resolvedOn} > ${dueOn} THEN 'LATE' END)`;

/** Resolved no later than on the day it was due; null without a result. Days are computed only when they decide. */
export const inTimeSql = sql`(d.resolved_at <= d.due_at OR ${resolvedOn} <= ${dueOn})`;

/** Whole calendar days from the local day of receipt to that of the result: 0 within a day; null without one. */
export const processingDaysSql = sql`(${resolvedOn} - ${receivedOn})`;

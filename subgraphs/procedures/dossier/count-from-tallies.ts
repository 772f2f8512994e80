import sql, { raw, type Sql } from "sql-template-tag";
import { dayOf } from "../../../shared/clock/calendar-day";
import { all } from "../../../shared/filter/conditions";
import type { DossierCounting, DossierQuestion, DossierTiming } from "./dossier-counting";
import { type KeySet, type QuestionAxis, tallyColumns } from "./dossier-key-sets";
import { type DossierCounts, noDossiers } from "./dossier-measures";
import { DossierDimension, DossierTimeField } from "./dossier-stats.inputs";
import { filterDimensions, rangeOn, tallyConditions } from "./tally-conditions";
import { dailyTallies, tallyCounts, tallyRows } from "./tally-rows";

/**
 * Counts from the tallies of a set of keys, `t`. Which dossiers are overdue changes with every minute, so that no
 * tally could keep it. Either these or the pending that are not due yet are found by their deadline, whichever are
 * fewer, and stand beside the tallies as rows that count as nothing but overdue: as one, or as one less than all
 * the pending.
 */
export function countFromTallies(
  question: DossierQuestion,
  set: KeySet<QuestionAxis>,
  now: Date,
): DossierCounting {
  const kept = sql`CASE WHEN ${fewAhead} THEN pending ELSE 0 END AS overdue, ${raw(countColumns.join(", "))}`;
  const rows = (keys: DossierDimension[]) => sql`
    ${tallyRows(set, keys, kept)}
    UNION ALL SELECT *, ${raw(countColumns.map(() => "0").join(", "))} FROM (${overdueRows(question, set, now)}) AS overdue`;
  const sums = (Object.keys(noDossiers) as (keyof DossierCounts)[]).map((name) => {
    const column = name === "overdue" ? name : tallyCounts[name];
    return `coalesce(sum(t.${column}), 0)::${name === "processingDays" ? "float8" : "int"} AS "${name}"`;
  });
  return {
    ...talliesOf(question, set, rows),
    dossiers: sql`sum(t.received)`,
    given: fewAheadGiven(now),
    counts: raw(sums.join(", ")),
  };
}

const countColumns = Object.values(tallyCounts);

/** Whether fewer of the pending have their deadline to come than behind them, and how many; today's are to come. */
export function fewAheadGiven(now: Date): Sql {
  const today = dayOf(now);
  return sql`
    few_ahead AS MATERIALIZED (
      SELECT ahead < behind AS so, least(ahead, behind) AS fewer
      FROM (
        SELECT coalesce(sum(pending) FILTER (WHERE day >= ${today}::date), 0) AS ahead,
          coalesce(sum(pending) FILTER (WHERE day < ${today}::date), 0) AS behind
        FROM (${dailyTallies("DUE")}) AS by_deadline) AS sides),`;
}
const fewAhead = sql`(SELECT so FROM few_ahead)`;

/** How long the dossiers of a question took, from the tallies of a set of keys that has the days. */
export function timeFromTallies(question: DossierQuestion, set: KeySet<QuestionAxis>): DossierTiming {
  const { where, ...rest } = talliesOf(question, set, (keys) => tallyRows(set, keys, sql`days, resolved`));
  return {
    ...rest,
    where: sql`t.days IS NOT NULL AND ${where}`,
    processingDays: sql`t.days`,
    dossiers: sql`sum(t.resolved)`,
  };
}

function talliesOf(
  question: DossierQuestion,
  { axis }: KeySet<QuestionAxis>,
  rows: (keys: DossierDimension[]) => Sql,
) {
  const key = (dimension: DossierDimension) => raw(`t.${tallyColumns[dimension]}`);
  return {
    source: sql`(${rows(keysOf(question, axis))}) AS t`,
    where: all(tallyConditions(axis, question.filter)),
    keys: {
      [DossierDimension.ORGANIZATION]: key(DossierDimension.ORGANIZATION),
      [DossierDimension.UNIT]: key(DossierDimension.UNIT),
      [DossierDimension.PROCEDURE]: key(DossierDimension.PROCEDURE),
      [DossierDimension.PROCEDURE_FIELD]: key(DossierDimension.PROCEDURE_FIELD),
      [DossierDimension.CHANNEL]: key(DossierDimension.CHANNEL),
      [DossierDimension.APPLICANT]: key(DossierDimension.APPLICANT),
      [DossierDimension.STATUS]: key(DossierDimension.STATUS),
      [DossierDimension.TIMELINESS]: key(DossierDimension.TIMELINESS),
    },
    days: {
      [DossierTimeField.RECEIVED]: axis === "RECEIVED" ? sql`t.day::timestamp` : sql`NULL::timestamp`,
      [DossierTimeField.RESOLVED]: axis === "RESOLVED" ? sql`t.day::timestamp` : sql`NULL::timestamp`,
    },
  };
}

/** The keys that a question groups or filters by: of no others need rows know. */
export function keysOf({ groupBy, filter }: DossierQuestion, axis: QuestionAxis): DossierDimension[] {
  return [...new Set([...groupBy, ...(filterDimensions(axis, filter) ?? [])])];
}

/**
 * How many are overdue of each combination of the keys of a question: or, where few have their deadline ahead, how
 * many of the pending are not, as negative numbers.
 */
export function overdueRows(question: DossierQuestion, set: KeySet<QuestionAxis>, now: Date): Sql {
  return sql`
    ${pendingRows(question, set, sql`1`, sql`NOT ${fewAhead} AND due_at < ${now}::timestamptz`)}
    UNION ALL ${pendingRows(question, set, sql`-1`, sql`${fewAhead} AND due_at >= ${now}::timestamptz`)}`;
}

/** Whether it matters to a question on which day its pending dossiers came. By day of result they have none. */
export function isByDay({ filter, timeBucket }: DossierQuestion, { axis }: KeySet<QuestionAxis>): boolean {
  return axis === "RECEIVED" && (timeBucket != null || rangeOn(axis, filter) !== undefined);
}

/**
 * Pending dossiers of each combination of keys, each as one more or less overdue.
 * Of sets by month or year stretches know enough, for these are made of them.
 */
function pendingRows(question: DossierQuestion, set: KeySet<QuestionAxis>, one: Sql, where: Sql): Sql {
  const day = set.span === "day" ? "day" : "stretch AS day";
  const selected = [
    isByDay(question, set) ? day : "NULL::date AS day",
    ...keysOf(question, set.axis).map((key) =>
      key === DossierDimension.TIMELINESS ? "NULL::text AS timeliness" : tallyColumns[key],
    ),
  ];
  return sql`
    SELECT ${raw(selected.join(", "))}, (${one} * count(*))::int AS overdue
    FROM dossier_pending WHERE ${where} GROUP BY ${raw(selected.map((_, at) => at + 1).join(", "))}`;
}

import sql, { join, raw, type Sql } from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import { dossierKeys } from "./count-from-dossiers";
import type { DossierCounting, DossierQuestion, DossierTiming } from "./dossier-counting";
import { findKeySet, type KeySet, tallyColumns } from "./dossier-key-sets";
import type { DossierCounts } from "./dossier-measures";
import { overdueSql } from "./dossier-state";
import { DossierDimension, DossierTimeField } from "./dossier-stats.inputs";
import { filterDimensions, rangeOn, tallyConditions } from "./tally-conditions";

/**
 * Counts from the tallies of a set of keys, `t`. Which dossiers are overdue changes with every minute, so that no
 * tally could keep it: those, few of all, are found by their deadline and stand beside the tallies as rows that
 * count as nothing but overdue.
 */
export function countFromTallies(question: DossierQuestion, set: KeySet, now: Date): DossierCounting {
  const kept = raw(
    countColumns.map(([, column]) => (column === "overdue" ? "0 AS overdue" : column)).join(", "),
  );
  return {
    ...talliesOf(
      question,
      set,
      (keys) => sql`${tallyRows(set, keys, kept)} UNION ALL ${overdueRows(question, set, now)}`,
    ),
    counts: raw(
      countColumns
        .map(([name, column]) => {
          const type = name === "processingDays" ? "float8" : "int";
          return `coalesce(sum(t.${column}), 0)::${type} AS "${name}"`;
        })
        .join(", "),
    ),
  };
}

/** How long the dossiers of a question took, from the tallies of a set of keys that has the days. */
export function timeFromTallies(question: DossierQuestion, set: KeySet): DossierTiming {
  const { where, ...rest } = talliesOf(question, set, (keys) => tallyRows(set, keys, sql`days, resolved`));
  return {
    ...rest,
    where: sql`t.days IS NOT NULL AND ${where}`,
    processingDays: sql`t.days`,
    dossiers: sql`sum(t.resolved)`,
  };
}

const tallyCounts = [
  "received",
  "resolved",
  "digitised",
  "electronic_result",
  "paid",
  "paid_online",
  "synchronised",
] as const;

/** A count of `talliesByDay`. */
export type TallyCount = (typeof tallyCounts)[number];

/** Counts that tallies keep, by the names that DossierCounts gives them; and `overdue`, which they do not. */
const countColumns: [name: keyof DossierCounts, column: string][] = [
  ["received", "received"],
  ["resolved", "resolved"],
  ["pending", "pending"],
  ["overdue", "overdue"],
  ["inTime", "in_time"],
  ["digitised", "digitised"],
  ["electronicResult", "electronic_result"],
  ["paid", "paid"],
  ["paidOnline", "paid_online"],
  ["receivedOnline", "received_online"],
  ["synchronised", "synchronised"],
  ["rated", "rated"],
  ["satisfied", "satisfied"],
  ["processingDays", "processing_days"],
];

function talliesOf(question: DossierQuestion, { axis }: KeySet, rows: (keys: DossierDimension[]) => Sql) {
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
function keysOf({ groupBy, filter }: DossierQuestion, axis: KeySet["axis"]): DossierDimension[] {
  return [...new Set([...groupBy, ...(filterDimensions(axis, filter) ?? [])])];
}

/** All counts of every day of receipt, whatever the keys. */
export const talliesByDay: Sql = (() => {
  const set = findKeySet("RECEIVED", new Set(), ["day"]);
  if (set === undefined) throw new Error("Expected a set of keys by day.");
  return tallyRows(set, [], raw(tallyCounts.join(", ")));
})();

/** The kept rows of a set, and those of changes that wait to be put to them. */
function tallyRows({ number }: KeySet, keys: DossierDimension[], counted: Sql): Sql {
  const selected = join([sql`day`, ...keys.map((key) => raw(tallyColumns[key])), counted]);
  return sql`
    SELECT ${selected} FROM dossier_tally WHERE key_set = ${number}
    UNION ALL SELECT ${selected} FROM dossier_tally_change WHERE key_set = ${number}`;
}

/** The overdue dossiers of each combination of keys. None is resolved: by that day they have none. */
function overdueRows(question: DossierQuestion, { axis }: KeySet, now: Date): Sql {
  const keys = keysOf(question, axis);
  const byDay =
    axis === "RECEIVED" && (question.timeBucket != null || rangeOn(axis, question.filter) !== undefined);
  const day = byDay ? sql`(d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date` : sql`NULL::date`;
  const procedure = keys.includes(DossierDimension.PROCEDURE_FIELD)
    ? sql`JOIN procedure p ON p.code = d.procedure_code`
    : sql``;
  const selected = [
    day,
    ...keys.map((key) => (key === DossierDimension.TIMELINESS ? sql`NULL::text` : dossierKeys[key])),
  ];
  const none = countColumns.map(([, column]) => (column === "overdue" ? "count(*)::int" : "0"));
  return sql`
    SELECT ${join(selected)}, ${raw(none.join(", "))}
    FROM dossier d ${procedure} WHERE ${overdueSql(now)}
    GROUP BY ${raw(selected.map((_, at) => at + 1).join(", "))}`;
}

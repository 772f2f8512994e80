import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import type { PageWalk } from "../../../shared/kit/connection/walk-keys";
import { type Condition, conditionOf } from "../../../shared/kit/cube/condition";
import { conditionSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { dossierCube } from "./dossier.cube";
import { DossierOrderField } from "./dossier.inputs";

/** The days that each order is of. */
const timeOfOrder: Record<DossierOrderField, keyof typeof dossierCube.times> = {
  RECEIVED_AT: "received",
  DUE_AT: "due",
  RESOLVED_AT: "resolved",
};

/** Columns by whose values there is an index in the order of receipt. */
const columnOfKey: Record<string, Sql> = {
  organization: sql`d.organization_code`,
  unit: sql`d.unit_code`,
  procedure: sql`d.procedure_code`,
};

/**
 * How dossiers of a filter are walked: by its days in the order of these, by one organization, unit or procedure in the order of
 * receipt, and in other orders in the partitions of its months of receipt. Undefined where it leaves all.
 */
export function walkDossiers(
  filter: CubeFilter | null | undefined,
  order: string,
  now: Date,
): PageWalk | undefined {
  const conditions = together(conditionOf(dossierCube, filter));
  if (conditions.length === 0) return undefined;
  const isByReceipt = order === DossierOrderField.RECEIVED_AT;
  const along = conditions.flatMap((condition) => {
    const isOfOrder = condition.kind === "day" && condition.time === timeOfOrder[order as DossierOrderField];
    if (isOfOrder) return [conditionSql(dossierCube, condition, now)];
    const column = condition.kind === "in" ? columnOfKey[condition.dimension] : undefined;
    if (!isByReceipt || !column || condition.kind !== "in") return [];
    // A list of one key has no order of its own to PostgreSQL, as the key itself has.
    const [key, ...others] = condition.keys;
    return key !== undefined && others.length === 0 ? [sql`${column} = ${key}`] : [];
  });
  const months = isByReceipt ? undefined : monthsOfReceipt(conditions);
  const hasIndex = conditions.some(
    (condition) => condition.kind === "in" && columnOfKey[condition.dimension] !== undefined,
  );
  // What is walked by its own index needs no other.
  const isOwn = isByReceipt && along.length > 0;
  return {
    along: months ? [...along, months.within] : along,
    beside: months?.beside,
    hasIndex: hasIndex && !isOwn,
  };
}

/** Conditions that all hold. */
function together(condition: Condition): Condition[] {
  return condition.kind === "all" ? condition.of.flatMap(together) : [condition];
}

const idsOfMonth = 1_000_000_000_000n;

/** The month of receipt in Hanoi as the ids have it: 202511. As the index dossier_moved_idx spells it. */
const monthOfReceipt = sql`(extract(year FROM ${localTimeSql(sql`d.received_at`)}) * 100
  + extract(month FROM ${localTimeSql(sql`d.received_at`)}))`;

/** Dossiers whose month of receipt is not that of their id: a correction has moved it since, or the id is not of a month. */
export const movedSql = sql`d.id / 1000000000000 <> ${monthOfReceipt}`;

/**
 * Days of receipt as ids, which choose partitions. A dossier that was received on one of these days is in the partitions of
 * their months, or is one of those whose month is not that of their id: there is no third.
 */
function monthsOfReceipt(conditions: readonly Condition[]): { within: Sql; beside: Sql } | undefined {
  const days = conditions.filter((one) => one.kind === "day").filter(({ time }) => time === "received");
  const from = days.flatMap(({ gte }) => (gte ? [monthOf(gte) * idsOfMonth] : []));
  const until = days.flatMap(({ lt }) => (lt ? [(monthOf(addDays(lt, -1)) + 1n) * idsOfMonth] : []));
  if (from.length === 0 && until.length === 0) return undefined;
  const bounds = [
    ...from.map((id) => ({
      within: sql`d.id >= ${String(id)}::bigint`,
      beside: sql`d.id < ${String(id)}::bigint`,
    })),
    ...until.map((id) => ({
      within: sql`d.id < ${String(id)}::bigint`,
      beside: sql`d.id >= ${String(id)}::bigint`,
    })),
  ];
  const [first, ...others] = bounds;
  if (!first) return undefined;
  return {
    within: others.reduce((all, { within }) => sql`${all} AND ${within}`, first.within),
    beside: sql`${movedSql} AND (${others.reduce((any, { beside }) => sql`${any} OR ${beside}`, first.beside)})`,
  };
}

/** 202511. One more is the next month, but after December, whose next number is no month's: no id begins with it. */
function monthOf(day: CalendarDay): bigint {
  return BigInt(day.slice(0, 4) + day.slice(5, 7));
}

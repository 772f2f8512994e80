import sql, { type Sql } from "sql-template-tag";
import { startOf } from "../../../shared/clock/calendar-day";
import { badInput } from "../../../shared/errors/graph-error";
import { all, any, flagConditions, idConditions, oneOf } from "../../../shared/filter/conditions";
import type { DateRangeFilter } from "../../../shared/filter/filter-inputs";
import { onGreenLane } from "../procedure/procedure.inputs";
import type { DossierFilter } from "./dossier.inputs";
import { overdueSql, timelinessSql } from "./dossier-state";

const maxDepth = 5;

/** The conditions of a filter over `dossier d`, with `overdue` as of an instant. */
export function dossierConditions(
  filter: DossierFilter | null | undefined,
  now: Date,
  path: string[] = ["filter"],
  depth = 1,
): Sql[] {
  if (!filter) return [];
  if (depth > maxDepth) {
    throw badInput(`${path.join(".")}: expected at most ${maxDepth} levels of and, or, not.`, path);
  }
  const at = (...names: string[]) => [...path, ...names];
  const nested = (part: DossierFilter, ...names: string[]) =>
    all(dossierConditions(part, now, at(...names), depth + 1));
  const conditions = [
    ...dayOfInstantConditions(sql`d.received_at`, filter.receivedOn, at("receivedOn")),
    ...dayOfInstantConditions(sql`d.resolved_at`, filter.resolvedOn, at("resolvedOn")),
    ...idConditions(sql`d.procedure_code`, filter.procedure, at("procedure")),
    ...ofProcedures(sql`d.procedure_code`, [
      ...idConditions(sql`p.field_code`, filter.procedureField, at("procedureField")),
      ...procedureFlags(filter),
    ]),
    ...idConditions(sql`d.organization_code`, filter.organization, at("organization")),
    ...idConditions(sql`d.unit_code`, filter.unit, at("unit")),
    ...oneOf(sql`d.channel`, filter.channel, at("channel")),
    ...oneOf(sql`d.applicant`, filter.applicant, at("applicant")),
    ...oneOf(sql`d.status`, filter.status, at("status")),
    ...oneOf(timelinessSql, filter.timeliness, at("timeliness")),
    ...overdueConditions(filter.overdue, now),
    ...flagConditions(sql`d.digitised`, filter.digitised),
    ...flagConditions(sql`d.electronic_result`, filter.electronicResult),
    ...(filter.and ?? []).map((part, index) => nested(part, "and", String(index))),
  ];
  if (filter.or) conditions.push(any(filter.or.map((part, index) => nested(part, "or", String(index)))));
  // A comparison with null is neither true nor false; "does not hold" takes it for false.
  if (filter.not) conditions.push(sql`NOT coalesce(${nested(filter.not, "not")}, FALSE)`);
  return conditions;
}

/** Procedures are few: their codes are found first, and what has a code of one needs no join when nobody asks. */
export function ofProcedures(code: Sql, conditions: Sql[]): Sql[] {
  if (conditions.length === 0) return [];
  return [sql`${code} IN (SELECT p.code FROM procedure p WHERE ${all(conditions)})`];
}

/** What a filter asks of the procedure `p` of a dossier. */
export function procedureFlags(filter: DossierFilter | null | undefined): Sql[] {
  return [
    ...flagConditions(onGreenLane, filter?.greenLane),
    ...flagConditions(sql`p.business_sector`, filter?.businessSector),
  ];
}

/** Asked bare, not as `= true`: only so can the planner use the partial index of the pending. */
function overdueConditions(overdue: boolean | null | undefined, now: Date): Sql[] {
  if (typeof overdue !== "boolean") return [];
  return [overdue ? overdueSql(now) : sql`NOT ${overdueSql(now)}`];
}

/** Days in Hanoi, half-open, as bounds of the instant itself, so that an index on the instant answers. */
function dayOfInstantConditions(
  instant: Sql,
  filter: DateRangeFilter | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { gte, lt, isNull } = filter;
  if (gte && lt && gte >= lt) {
    throw badInput(`${path.join(".")}: expected gte to be before lt; got ${gte} and ${lt}.`, path);
  }
  return [
    ...(gte ? [sql`${instant} >= ${startOf(gte)}::timestamptz`] : []),
    ...(lt ? [sql`${instant} < ${startOf(lt)}::timestamptz`] : []),
    ...(typeof isNull === "boolean" ? [isNull ? sql`${instant} IS NULL` : sql`${instant} IS NOT NULL`] : []),
  ];
}

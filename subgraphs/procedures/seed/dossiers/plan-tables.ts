import sql, { raw } from "sql-template-tag";
import { startOf } from "../../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../../shared/base/clock/local-time";
import type { Database } from "../../../../shared/database/database";
import type { ReceptionDay } from "../working-calendar";
import type { ProcedurePlan, UnitPlan } from "./plan-dossiers";

/**
 * Writes the plans into the tables `draft_day`, `draft_procedure` and `draft_unit`. Their column `at` is what a draw
 * is looked up by: the plan's index in its list, from 0.
 */
export async function createPlanTables(
  database: Database,
  days: readonly ReceptionDay[],
  procedures: readonly ProcedurePlan[],
  units: readonly UnitPlan[],
): Promise<void> {
  await database.rows(sql`CREATE UNLOGGED TABLE draft_day AS
    SELECT (ordinality - 1)::int AS at, start, working, counters_open, ordinal,
      to_char(${localTimeSql(sql`start`)}, 'YYYYMM')::bigint * 1000000000000 AS first_id
    FROM unnest(${days.map((one) => startOf(one.day))}::timestamptz[], ${days.map((one) => one.working)}::boolean[],
      ${days.map((one) => one.countersOpen)}::boolean[], ${days.map((one) => one.ordinal)}::int[])
      WITH ORDINALITY AS day(start, working, counters_open, ordinal)`);
  await database.rows(sql`CREATE UNLOGGED TABLE draft_unit AS
    SELECT (ordinality - 1)::int AS at, code, late_share, lag
    FROM unnest(${units.map((one) => one.code)}::text[], ${units.map((one) => one.lateShare)}::float8[],
      ${units.map((one) => one.lag)}::float8[]) WITH ORDINALITY AS unit(code, late_share, lag)`);
  await database.rows(sql`CREATE UNLOGGED TABLE draft_procedure AS
    SELECT (ordinality - 1)::int AS at, code, organization_code, commune, business, fee, allowed_days,
      online_share, late_share, lag
    FROM unnest(${procedures.map((one) => one.code)}::text[], ${procedures.map((one) => one.organizationCode)}::text[],
      ${procedures.map((one) => one.commune)}::boolean[], ${procedures.map((one) => one.business)}::boolean[],
      ${procedures.map((one) => one.fee)}::boolean[], ${procedures.map((one) => one.allowedDays)}::int[],
      ${procedures.map((one) => one.onlineShare)}::float8[], ${procedures.map((one) => one.lateShare)}::float8[],
      ${procedures.map((one) => one.lag)}::float8[]) WITH ORDINALITY
      AS one(code, organization_code, commune, business, fee, allowed_days, online_share, late_share, lag)`);
  for (const table of ["draft_day", "draft_unit", "draft_procedure"]) {
    await database.rows(sql`${raw(`ANALYZE ${table}`)}`);
  }
}

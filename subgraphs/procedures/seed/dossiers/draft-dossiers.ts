import sql, { raw, type Sql } from "sql-template-tag";
import { startOf } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { cutoffDay, receptionDays, workingDays } from "../working-calendar";
import { cumulative, type ProcedurePlan, type UnitPlan } from "./plan-dossiers";
import { createPlanTables } from "./plan-tables";

/**
 * Writes `count` dossiers into the table `draft`: each with everything that ever happens
 * to it, and with null for what has not happened by the cutoff. It runs inside PostgreSQL, where a million rows cost
 * seconds. Chance is a hash of the row's number: the same rows each time, in any order, on every machine
 * (PostgreSQL keeps hashint8extended stable, for partitions depend on it).
 */
export async function draftDossiers(
  database: Database,
  count: number,
  procedures: readonly ProcedurePlan[],
  units: readonly UnitPlan[],
): Promise<void> {
  const days = receptionDays();
  await createPlanTables(database, days, procedures, units);
  await database.rows(sql`
    CREATE UNLOGGED TABLE draft_number AS SELECT i FROM generate_series(1, ${count}::int) AS i`);
  await database.rows(sql`ANALYZE draft_number`);
  const starts = workingDays.map(startOf);
  const drawn = sql`
    SELECT i AS id,
      width_bucket((i - 0.5::float8) / ${count}::int, ${cumulative(days.map((day) => day.weight))}::float8[]) AS day_at,
      width_bucket(${draw("i", 1)}, ${cumulative(procedures.map((one) => one.weight))}::float8[]) AS procedure_at,
      width_bucket(${draw("i", 2)}, ${cumulative(units.map((unit) => unit.weight))}::float8[]) AS unit_at
    FROM draft_number`;
  await database.rows(sql`CREATE UNLOGGED TABLE draft AS
    ${cut(happened(scheduled(opened(received(distributed(drawn))), starts), starts))}`);
}

/** A number from 0 to below 1, another for each row and each salt. */
function draw(row: "i" | "id", salt: number): Sql {
  return raw(`((hashint8extended(${row}, ${salt}) & 4503599627370495) / 4503599627370496::float8)`);
}

/*
 * Each step below uses the columns of the one before. OFFSET 0 keeps PostgreSQL from folding a step into the next,
 * which would compute every expression anew wherever it is named.
 */

/** Day, procedure and unit of each dossier. A department receives four of ten for the whole city, without unit. */
function distributed(rows: Sql): Sql {
  return sql`
    SELECT r.id, d.first_id, d.start, d.working, d.counters_open, d.ordinal, p.code AS procedure_code, p.fee, p.business,
      p.allowed_days, p.online_share, ${draw("id", 3)} AS channel_draw,
      CASE WHEN p.commune OR ${draw("id", 4)} < 0.6 THEN u.code END AS unit_code,
      CASE WHEN p.commune THEN 'U' || u.code ELSE p.organization_code END AS organization_code,
      p.late_share + CASE WHEN p.commune THEN u.late_share ELSE 0 END AS late_share,
      p.lag + CASE WHEN p.commune THEN u.lag ELSE 0 END AS lag
    FROM (${rows}) r
    JOIN draft_day d ON d.at = r.day_at
    JOIN draft_procedure p ON p.at = r.procedure_at
    JOIN draft_unit u ON u.at = r.unit_at OFFSET 0`;
}

/** Channel and minute of the day. Counters receive in office hours; the portal mostly then, but at any hour. */
function received(rows: Sql): Sql {
  const counterMinute = sql`(CASE WHEN NOT working THEN 480 + 210 * minute_draw
    WHEN minute_draw < 0.56 THEN 480 + 375 * minute_draw ELSE 810 + 455 * (minute_draw - 0.56) END)`;
  return sql`
    SELECT *, CASE WHEN channel = 'ONLINE' AND ${draw("id", 6)} < 0.3 THEN 360 + 1050 * minute_draw
      ELSE ${counterMinute} END AS minute
    FROM (
      SELECT *, ${draw("id", 5)} AS minute_draw, CASE
        WHEN channel_draw < online_share OR NOT counters_open AND online_share > 0 THEN 'ONLINE'
        WHEN channel_draw < 0.97 AND counters_open THEN 'IN_PERSON' ELSE 'POSTAL' END::dossier_channel AS channel
      FROM (${rows}) AS distributed OFFSET 0) AS arrived OFFSET 0`;
}

/** When the office begins with it: at once, when the day opens, or on the next working day after 15:00. */
function opened(rows: Sql): Sql {
  return sql`
    SELECT *, start + minute * interval '1 minute' AS received_at,
      working AND minute < 900 AS same_day,
      ordinal + CASE WHEN working AND minute < 900 THEN 0 ELSE 1 END AS open_ordinal,
      ordinal + allowed_days AS due_ordinal
    FROM (${rows}) AS received OFFSET 0`;
}

/** Working day of the result: after the deadline for the share that is late, else up to it. */
function scheduled(rows: Sql, starts: Date[]): Sql {
  const day = sql`(${starts}::timestamptz[])`;
  return sql`
    SELECT *, ${day}[due_ordinal + 1] + interval '17 hours' AS due_at,
      CASE WHEN same_day THEN start + greatest(minute, 480) * interval '1 minute'
        ELSE ${day}[open_ordinal + 1] + interval '8 hours' END AS opens_at,
      CASE WHEN result_draw < late_share THEN due_ordinal + 1 + (15 * day_draw * day_draw)::int
        WHEN result_draw < late_share + 0.25 THEN due_ordinal
        ELSE open_ordinal + floor(day_draw * (due_ordinal - open_ordinal))::int END AS end_ordinal
    FROM (
      SELECT *, ${draw("id", 7)} AS result_draw, ${draw("id", 8)} AS day_draw FROM (${rows}) AS opened OFFSET 0
    ) AS reckoned OFFSET 0`;
}

/** The instants of every event, whether or not they come before the cutoff. */
function happened(rows: Sql, starts: Date[]): Sql {
  const day = sql`(${starts}::timestamptz[])`;
  const hour = sql`interval '1 hour'`;
  return sql`
    SELECT *, CASE
        WHEN end_ordinal > open_ordinal THEN ${day}[end_ordinal + 1] + (8 + 9 * hour_draw) * ${hour}
        ELSE opens_at + interval '70 minutes'
          + (${day}[open_ordinal + 1] + interval '950 minutes' - opens_at) * hour_draw END AS ended_at,
      CASE WHEN ending_draw < 0.012 THEN 'REJECTED' WHEN ending_draw < 0.017 THEN 'WITHDRAWN'
        WHEN ending_draw < 0.02 THEN 'STOPPED' ELSE 'RESOLVED' END::dossier_status AS ending,
      CASE WHEN slow_start = 2 THEN ${day}[open_ordinal + 2] + (8 + step_draw) * ${hour}
        ELSE opens_at + (0.1 + 0.4 * step_draw) * ${hour} END AS accepted_at,
      CASE WHEN slow_start > 0 THEN ${day}[open_ordinal + 2] + (9.5 + step_draw) * ${hour}
        ELSE opens_at + (0.6 + 0.4 * step_draw) * ${hour} END AS processing_at,
      CASE WHEN request THEN ${day}[open_ordinal + 2] + (11 + step_draw) * ${hour} END AS requested_at,
      CASE WHEN request THEN ${day}[end_ordinal] + (15 + step_draw) * ${hour} END AS resumed_at,
      CASE WHEN channel = 'ONLINE' THEN interval '0'
        WHEN return_draw < 0.95 THEN (1 + floor(4 * return_draw)) * interval '1 day' END AS collected_after
    FROM (
      SELECT *, end_ordinal > open_ordinal + 2 AND start_draw < 0.12 AS request,
        CASE WHEN end_ordinal < open_ordinal + 2 THEN 0
          WHEN start_draw > 0.92 THEN 2 WHEN start_draw > 0.7 THEN 1 ELSE 0 END AS slow_start,
        fee AND start_draw < 0.05 AS request_payment
      FROM (
        SELECT *, ${draw("id", 9)} AS hour_draw, ${draw("id", 10)} AS ending_draw, ${draw("id", 11)} AS step_draw,
          ${draw("id", 12)} AS start_draw, ${draw("id", 13)} AS return_draw
        FROM (${rows}) AS scheduled OFFSET 0) AS drawn OFFSET 0) AS stepped OFFSET 0`;
}

/** What is known at the cutoff, and the ranks in the queues that the quotas are taken from. */
function cut(rows: Sql): Sql {
  const cutoff = sql`${startOf(cutoffDay)}::timestamptz`;
  const known = (column: string, when = "TRUE") =>
    sql`CASE WHEN ${raw(when)} AND ${raw(column)} < ${cutoff} THEN ${raw(column)} END`;
  const goesOn = "ending <> 'REJECTED'";
  return sql`
    SELECT first_id + id AS id, procedure_code, unit_code, organization_code, channel, received_at, due_at, ending,
      request_payment, fee AND ${raw(goesOn)} AND ${draw("id", 14)} < 0.96
        AND NOT (request AND request_payment AND resumed_at >= ${cutoff}) AS paid,
      CASE WHEN business THEN CASE WHEN ${draw("id", 15)} < 0.72 THEN 'ENTERPRISE' ELSE 'HOUSEHOLD_BUSINESS' END
        WHEN ${draw("id", 15)} < 0.94 THEN 'CITIZEN' ELSE 'ENTERPRISE' END::applicant_kind AS applicant,
      ${known("accepted_at")} AS accepted_at,
      ${known("processing_at", goesOn)} AS processing_at,
      ${known("requested_at", goesOn)} AS requested_at,
      ${known("resumed_at", goesOn)} AS resumed_at,
      ${known("ended_at", "ending IN ('WITHDRAWN', 'STOPPED')")} AS closed_at,
      ${known("ended_at", "ending = 'RESOLVED'")} AS resolved_at,
      CASE WHEN ending = 'RESOLVED' AND ended_at + collected_after + interval '5 minutes' < ${cutoff}
        THEN ended_at + collected_after + interval '5 minutes' END AS returned_at,
      received_at + (1 + 100 * ${draw("id", 16)}) * interval '1 minute' AS synchronised_at,
      CASE WHEN ${draw("id", 17)} < 0.3 THEN CASE
        WHEN ${draw("id", 18)} > CASE WHEN end_ordinal > due_ordinal THEN 0.55 ELSE 0.95 END
        THEN 1 + floor(3 * ${draw("id", 19)}) ELSE 4 + floor(1.65 * ${draw("id", 19)}) END END::smallint
        AS satisfaction,
      ${draw("id", 20)} + lag + CASE channel WHEN 'ONLINE' THEN 0 ELSE 0.25 END AS digitisation_rank,
      ${draw("id", 21)} + lag + CASE channel WHEN 'ONLINE' THEN 0 ELSE 0.2 END AS result_rank,
      ${draw("id", 22)} + CASE channel WHEN 'ONLINE' THEN 0 ELSE 0.5 END AS payment_rank
    FROM (${rows}) AS happened`;
}

/** The drafts are tables like any other, not temporary ones, so that PostgreSQL makes them on all processors. */
export async function dropDrafts(database: Database): Promise<void> {
  await database.rows(sql`DROP TABLE draft, draft_number, draft_day, draft_procedure, draft_unit`);
}

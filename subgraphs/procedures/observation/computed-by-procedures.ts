import sql, { raw, type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";
import { knownAt } from "../../../shared/history/keep-history";
import { dailyTallies, type TallyCount } from "../dossier/tally-rows";

/** The instant at which a day is over in Hanoi. */
const endOf = (day: Sql) => sql`((${day} + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')`;

/** That a dossier `d` was received in some days. */
const receivedIn = ({ from, to }: { from: Sql; to: Sql }) => sql`
  d.received_at < ${endOf(to)} AND d.received_at >= coalesce(${endOf(sql`${from} - 1`)}, '-infinity')`;

/**
 * A count, or a share, of the dossiers that were received in the period, from the tallies by day. Their origin is that
 * of the demonstration as soon as one of them is. That a dossier is digitised, paid or synchronised is taken for a
 * fact of its receipt: no row says on which day it became so.
 */
function ofDossiers(counted: TallyCount, of?: TallyCount): ComputedFigure {
  const sum = (column: TallyCount) => raw(`coalesce(sum(t.${column}), 0)::int`);
  return {
    isShare: of !== undefined,
    isOfPeriod: true,
    find: ({ from, to }) => sql`
      SELECT ${sum(counted)} AS numerator, ${of === undefined ? sql`1` : sum(of)} AS denominator,
        (CASE
          WHEN EXISTS (SELECT FROM dossier d WHERE d.origin = 'SYNTHETIC' AND ${receivedIn({ from, to })}) THEN 'SYNTHETIC'
          WHEN sum(t.received) > 0 THEN 'REPORTED' END)::data_origin AS origin
      FROM (${dailyTallies("RECEIVED")}) AS t WHERE t.day >= coalesce(${from}, '-infinity') AND t.day <= ${to}`,
  };
}

/**
 * A share among the dossiers received in the period whose result was there by its end: `counted` of `of`, less those
 * whose result came later, which are told by `isCounted` and `isOf`.
 */
function ofResults(counted: TallyCount, of: TallyCount, isCounted: Sql, isOf: Sql): ComputedFigure {
  const all = ofDossiers(counted, of);
  return {
    ...all,
    find: (days) => sql`
      SELECT all_results.numerator - later.counted AS numerator, all_results.denominator - later.of AS denominator,
        all_results.origin
      FROM (${all.find(days)}) AS all_results, (
        SELECT (count(*) FILTER (WHERE ${isOf}))::int AS of, (count(*) FILTER (WHERE ${isCounted}))::int AS counted
        FROM dossier d WHERE ${receivedIn(days)} AND d.resolved_at >= ${endOf(days.to)}) AS later`,
  };
}

/** A count of the procedures `h` as they stood at the end of a day. */
function ofProcedures(counted: Sql): ComputedFigure {
  return {
    isShare: false,
    isOfPeriod: false,
    find: ({ to }) => sql`
      SELECT (count(*) FILTER (WHERE ${counted}))::int AS numerator, least(count(*), 1)::int AS denominator,
        max(h.origin) AS origin
      FROM procedure_history h WHERE ${knownAt(to)}`,
  };
}

/** The first of the green lane's cuts in processing time at the end of a day, in some order of them. */
function timeReduction(order: Sql): ComputedFigure {
  const cut = sql`h.statutory_days - h.green_lane_reduced_days`;
  return {
    isShare: true,
    isOfPeriod: false,
    find: ({ to }) => sql`
      SELECT coalesce(max(cut), 0) AS numerator, coalesce(max(days), 0) AS denominator, max(origin) AS origin
      FROM (SELECT ${cut} AS cut, h.statutory_days AS days, h.origin FROM procedure_history h
        WHERE ${knownAt(to)} AND h.green_lane_reduced_days IS NOT NULL
        ORDER BY (${cut})::numeric / h.statutory_days ${order}, h.code LIMIT 1) AS first`,
  };
}

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const proceduresFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  ["dossiers.received", ofDossiers("received")],
  ["dossiers.sync-rate", ofDossiers("synchronised", "received")],
  ["dossiers.digitisation-rate", ofDossiers("digitised", "received")],
  [
    "dossiers.electronic-result-rate",
    ofResults("electronic_result", "resolved", sql`d.electronic_result`, sql`TRUE`),
  ],
  ["dossiers.online-payment-rate", ofDossiers("paid_online", "paid")],
  [
    "procedures.satisfaction-rate",
    ofResults("satisfied", "rated", sql`d.satisfaction >= 4`, sql`d.satisfaction IS NOT NULL`),
  ],
  ["procedures.count", ofProcedures(sql`TRUE`)],
  ["procedures.green-lane.count", ofProcedures(sql`h.green_lane_reduced_days IS NOT NULL`)],
  ["procedures.green-lane.time-reduction.min", timeReduction(sql`ASC`)],
  ["procedures.green-lane.time-reduction.max", timeReduction(sql`DESC`)],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByProcedures = defineComputedFigures(proceduresFigures);

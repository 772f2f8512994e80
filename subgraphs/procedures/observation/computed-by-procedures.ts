import sql, { raw, type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";
import { dailyTallies, type TallyCount } from "../dossier/tally-rows";

/**
 * A count, or a share, of the dossiers that were received in the period, from the tallies by day. Their origin is that
 * of the demonstration as soon as one of them is.
 */
function ofDossiers(counted: TallyCount, of?: TallyCount): ComputedFigure {
  const instant = (day: Sql) => sql`(${day}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')`;
  const sum = (column: TallyCount) => raw(`coalesce(sum(t.${column}), 0)::int`);
  return {
    isShare: of !== undefined,
    isOfPeriod: true,
    find: ({ from, to }) => sql`
      SELECT ${sum(counted)} AS numerator, ${of === undefined ? sql`1` : sum(of)} AS denominator,
        (CASE
          WHEN EXISTS (SELECT FROM dossier d WHERE d.origin = 'SYNTHETIC' AND d.received_at < ${instant(sql`(${to} + 1)`)}
            AND d.received_at >= coalesce(${instant(from)}, '-infinity')) THEN 'SYNTHETIC'
          WHEN sum(t.received) > 0 THEN 'REPORTED' END)::data_origin AS origin
      FROM (${dailyTallies("RECEIVED")}) AS t WHERE t.day >= coalesce(${from}, '-infinity') AND t.day <= ${to}`,
  };
}

/** A count of the procedures `p` as they are: no row says from when on. */
function ofProcedures(counted: Sql): ComputedFigure {
  return {
    isShare: false,
    isOfPeriod: false,
    find: () => sql`
      SELECT (count(*) FILTER (WHERE ${counted}))::int AS numerator, 1 AS denominator, max(p.origin) AS origin
      FROM procedure p`,
  };
}

/** The first of the green lane's cuts in processing time, in some order of them. */
function timeReduction(order: Sql): ComputedFigure {
  const cut = sql`p.statutory_days - p.green_lane_reduced_days`;
  return {
    isShare: true,
    isOfPeriod: false,
    find: () => sql`
      SELECT coalesce(max(cut), 0) AS numerator, coalesce(max(days), 0) AS denominator, max(origin) AS origin
      FROM (SELECT ${cut} AS cut, p.statutory_days AS days, p.origin FROM procedure p
        WHERE p.green_lane_decision IS NOT NULL
        ORDER BY (${cut})::numeric / p.statutory_days ${order} LIMIT 1) AS first`,
  };
}

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const proceduresFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  ["dossiers.received", ofDossiers("received")],
  ["dossiers.sync-rate", ofDossiers("synchronised", "received")],
  ["dossiers.digitisation-rate", ofDossiers("digitised", "received")],
  ["dossiers.electronic-result-rate", ofDossiers("electronic_result", "resolved")],
  ["dossiers.online-payment-rate", ofDossiers("paid_online", "paid")],
  ["procedures.count", ofProcedures(sql`TRUE`)],
  ["procedures.green-lane.count", ofProcedures(sql`p.green_lane_decision IS NOT NULL`)],
  ["procedures.green-lane.time-reduction.min", timeReduction(sql`ASC`)],
  ["procedures.green-lane.time-reduction.max", timeReduction(sql`DESC`)],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByProcedures = defineComputedFigures(proceduresFigures);

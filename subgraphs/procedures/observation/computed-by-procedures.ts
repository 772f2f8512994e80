import sql, { type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";

/** A count, or a share, of the dossiers `d` that were received in the period. */
function ofDossiers(counted: Sql, of?: Sql): ComputedFigure {
  const day = (column: Sql) => sql`(${column}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')`;
  return {
    isShare: of !== undefined,
    isOfPeriod: true,
    find: ({ from, to }) => sql`
      SELECT (count(*) FILTER (WHERE ${counted}))::int AS numerator,
        ${of === undefined ? sql`1` : sql`(count(*) FILTER (WHERE ${of}))::int`} AS denominator,
        max(d.origin) AS origin
      FROM dossier d
      WHERE (${from} IS NULL OR d.received_at >= ${day(from)}) AND d.received_at < ${day(sql`(${to} + 1)`)}`,
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

const all = sql`TRUE`;
const resolved = sql`d.resolved_at IS NOT NULL`;

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const proceduresFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  ["dossiers.received", ofDossiers(all)],
  ["dossiers.sync-rate", ofDossiers(sql`d.synchronised_at IS NOT NULL`, all)],
  ["dossiers.digitisation-rate", ofDossiers(sql`d.digitised`, all)],
  ["dossiers.electronic-result-rate", ofDossiers(sql`${resolved} AND d.electronic_result`, resolved)],
  ["dossiers.online-payment-rate", ofDossiers(sql`d.payment = 'ONLINE'`, sql`d.payment <> 'NONE'`)],
  ["procedures.count", ofProcedures(all)],
  ["procedures.green-lane.count", ofProcedures(sql`p.green_lane_decision IS NOT NULL`)],
  ["procedures.green-lane.time-reduction.min", timeReduction(sql`ASC`)],
  ["procedures.green-lane.time-reduction.max", timeReduction(sql`DESC`)],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByProcedures = defineComputedFigures(proceduresFigures);

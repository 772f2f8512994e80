import sql, { type Sql } from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import { type ComputedMeasure, defineComputedMeasures } from "../../../shared/kit/computed/compute-measures";
import { part } from "../../../shared/kit/cube/cube";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { dossierCube } from "../dossier/dossier.cube";

/**
 * A count, or a share, of the dossiers that were received in the period; `withoutLater`: without those whose result came
 * after its end. Their origin is that of the demonstration as soon as one of them is. That a dossier is digitised,
 * paid or synchronised is taken for a fact of its receipt: no row says on which day it became so.
 */
function ofDossiers(counted: string, of?: string, which: "all" | "withoutLater" = "all"): ComputedMeasure {
  return {
    isShare: of !== undefined,
    isOfPeriod: true,
    count: async ({ statistics, statisticsContext }, { from, to }) => {
      const lt = addDays(to, 1);
      const receivedOn = { gte: from, lt };
      const filter = which === "all" ? { receivedOn } : { receivedOn, not: { resolvedOn: { gte: lt } } };
      // Exact for every viewer, as the published value is: its periods are fixed, and nobody may choose others.
      const published = { ...statisticsContext, isPublic: false };
      const { totals } = await statistics.ask(dossierCube, { filter, groupBy: [], first: 1 }, published);
      const reported = part(totals, "received") > 0 ? DataOrigin.REPORTED : null;
      return {
        numerator: part(totals, counted),
        denominator: of === undefined ? 1 : part(totals, of),
        origin: part(totals, "synthetic") > 0 ? DataOrigin.SYNTHETIC : reported,
      };
    },
  };
}

/** A count of the procedures `h` as they were at the end of a day. */
function ofProcedures(counted: Sql): ComputedMeasure {
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
function timeReduction(order: Sql): ComputedMeasure {
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
export const proceduresMeasures: ReadonlyMap<string, ComputedMeasure> = new Map([
  ["dossiers.received", ofDossiers("received")],
  ["dossiers.sync-rate", ofDossiers("synchronised", "received")],
  ["dossiers.digitisation-rate", ofDossiers("digitised", "received")],
  ["dossiers.electronic-result-rate", ofDossiers("electronicResult", "resolved", "withoutLater")],
  ["dossiers.online-payment-rate", ofDossiers("paidOnline", "paid")],
  ["procedures.satisfaction-rate", ofDossiers("satisfied", "rated", "withoutLater")],
  ["procedures.count", ofProcedures(sql`TRUE`)],
  ["procedures.green-lane.count", ofProcedures(sql`h.green_lane_reduced_days IS NOT NULL`)],
  ["procedures.green-lane.time-reduction.min", timeReduction(sql`ASC`)],
  ["procedures.green-lane.time-reduction.max", timeReduction(sql`DESC`)],
]);

/** Computes from this sector's rows what was published of an indicator; null for one that it has no rows for. */
export const computeByProcedures = defineComputedMeasures(proceduresMeasures);

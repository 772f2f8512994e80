import sql from "sql-template-tag";
import { knownAt } from "../../../../shared/database/history/create-history";
import {
  type ComputedMeasure,
  defineComputedMeasures,
} from "../../../../shared/kit/computed/compute-measures";

/** What this sector can compute, under the codes of its indicators (`register/indicators.csv`). */
export const bazaarMeasures: ReadonlyMap<string, ComputedMeasure> = new Map([
  [
    "market-stalls.count",
    {
      isShare: false,
      isOfPeriod: false,
      find: ({ to: day }) => sql`
        SELECT (count(*) FILTER (WHERE h.opened_on <= ${day}))::int AS numerator, least(count(*), 1)::int AS denominator,
          max(h.origin) AS origin
        FROM market_stall_history h WHERE ${knownAt(day)}`,
    },
  ],
]);

/** Computes from this sector's rows what was published of an indicator; null for one that it has no rows for. */
export const computeByBazaar = defineComputedMeasures(bazaarMeasures);

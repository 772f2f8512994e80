import sql from "sql-template-tag";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { defineLoader, groupByKey } from "../../../../shared/kit/loader/loaders";
import { observationById } from "../observation.loaders";
import { meantValues } from "../value-qualifier";
import type { ObservationConflict } from "./observation-conflict";

interface ConflictRow {
  code: string;
  period: string;
  ids: string[];
}

/** The conflicts among an indicator's current observations, the latest period first, by its code. */
export const conflictsByIndicator = defineLoader<ObservationConflict[], void, SubgraphContext>(
  async (codes, context) => {
    const rows = await context.database.rows<ConflictRow>(conflicts(codes));
    const found = rows.map(async ({ code, period, ids }) => {
      const observations = await Promise.all(ids.map((id) => context.loadKnown(observationById, id)));
      return { code, conflict: { period, observations } };
    });
    const groups = groupByKey(codes, await Promise.all(found), ({ code }) => code);
    return new Map([...groups].map(([code, group]) => [code, group.map(({ conflict }) => conflict)]));
  },
);

/**
 * An observation disagrees with another of its group when one means only values above all that the other means.
 * It is enough to compare it with the highest lower and the lowest upper bound of its group, in one pass: its own
 * bounds never do that to it. Windows, unlike joins, take two areas that are both null for the same. Only the
 * groups that have several current observations are read, which the table observation_group knows.
 */
function conflicts(codes: readonly string[]) {
  const { lower, upper } = meantValues(sql`o.value`, sql`o.qualifier`);
  return sql`
    WITH meant AS (
      SELECT o.*, ${lower} AS lower, ${upper} AS upper
      FROM observation_group g JOIN observation o ON o.indicator_code = g.indicator_code AND o.period = g.period
        AND o.area_code IS NOT DISTINCT FROM g.area_code
        AND o.organization_code IS NOT DISTINCT FROM g.organization_code
      WHERE g.indicator_code = ANY(${[...codes]}) AND g.current > 1
        AND o.superseded_at IS NULL AND o.status <> 'MISSING'
    ), compared AS (
      SELECT m.*, max(lower) OVER same AS highest_lower, min(upper) OVER same AS lowest_upper
      FROM meant m WINDOW same AS (PARTITION BY indicator_code, area_code, organization_code, period)
    )
    SELECT indicator_code AS code, period, array_agg(id::text ORDER BY published_at DESC, id DESC) AS ids
    FROM compared WHERE lower > lowest_upper OR upper < highest_lower
    GROUP BY indicator_code, area_code, organization_code, period, period_end
    ORDER BY period_end DESC NULLS FIRST, period, area_code NULLS FIRST, organization_code NULLS FIRST`;
}

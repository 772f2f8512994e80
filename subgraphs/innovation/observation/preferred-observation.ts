import sql, { type Sql } from "sql-template-tag";
import { cityCode } from "../../common/city/city-code";

/**
 * The one figure of an indicator where only one can be shown (docs/domain.md): EXACT before the rest, then the latest
 * publishedAt; between equals the one recorded last. Without an area it is of the indicator's own scope, the city
 * or, where the row has no area, the nation: a ward's figure is never taken for the whole. `condition` narrows the
 * observations `o` further.
 *
 * The index observation_preferred_idx has this very order within one area, so only the first row of each of the two
 * areas is read.
 */
export function preferredObservation(indicatorCode: Sql, area: string | null, condition = sql`TRUE`): Sql {
  const firstOf = (inArea: Sql) => sql`(
    SELECT o.id, o.value, o.qualifier, o.source_id, o.published_at FROM observation o
    WHERE o.indicator_code = ${indicatorCode} AND ${inArea} AND o.organization_code IS NULL
      AND o.superseded_at IS NULL AND o.status <> 'MISSING' AND ${condition}
    ORDER BY (o.qualifier = 'EXACT') DESC, o.published_at DESC, o.id DESC LIMIT 1)`;
  if (area !== null) return firstOf(sql`o.area_code = ${area}`);
  return sql`
    SELECT o.* FROM (${firstOf(sql`o.area_code = ${cityCode}`)} UNION ALL ${firstOf(sql`o.area_code IS NULL`)}) AS o
    ORDER BY (o.qualifier = 'EXACT') DESC, o.published_at DESC, o.id DESC LIMIT 1`;
}

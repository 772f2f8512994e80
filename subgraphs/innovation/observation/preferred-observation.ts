import sql, { type Sql } from "sql-template-tag";
import { cityCode } from "../administrative-unit/administrative-unit";

/**
 * The figure that stands for an indicator when one is wanted (domain.md): EXACT before the rest, then the latest
 * publishedAt; between equals the one recorded last. Without an area it is of the indicator's own scope, the city
 * or, where the row has no area, the nation: a ward's figure never speaks for the whole.
 */
export function preferredObservation(indicatorCode: Sql, area: string | null): Sql {
  const inScope =
    area === null ? sql`(o.area_code = ${cityCode} OR o.area_code IS NULL)` : sql`o.area_code = ${area}`;
  return sql`
    SELECT o.id, o.value, o.qualifier FROM observation o
    WHERE o.indicator_code = ${indicatorCode} AND ${inScope} AND o.organization_code IS NULL
      AND o.superseded_at IS NULL AND o.status <> 'MISSING'
    ORDER BY (o.qualifier = 'EXACT') DESC, o.published_at DESC, o.id DESC LIMIT 1`;
}

import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { defineLoader, groupByKey } from "../../../shared/kit/loader/loaders";
import { cityCode } from "../../common/city/city-code";
import type { ValueQualifier } from "../observation/value-qualifier";

/** A figure of an indicator that was published, and the days from and until which it was known. */
export interface KnownObservation {
  code: string;
  value: string;
  qualifier: ValueQualifier;
  origin: DataOrigin;
  sourceId: string | null;
  from: CalendarDay;
  /** The day of the correction that replaced it; null while it is current. */
  until: CalendarDay | null;
}

/**
 * Everything that was published of an indicator in its own scope, in the order of preference: exact before rounded,
 * then the latest. By the indicator's code; some dozen figures each.
 */
export const observationsByIndicator = defineLoader<KnownObservation[], void, SubgraphContext>(
  async (codes, { database }) => {
    const day = (instant: "published" | "superseded") =>
      instant === "published"
        ? sql`${localTimeSql(sql`greatest(o.published_at, o.recorded_at)`)}::date::text`
        : sql`${localTimeSql(sql`o.superseded_at`)}::date::text`;
    const rows = await database.rows<KnownObservation>(sql`
      SELECT o.indicator_code AS code, o.value::text AS value, o.qualifier, o.origin, o.source_id AS "sourceId",
        ${day("published")} AS "from", ${day("superseded")} AS until
      FROM observation o
      WHERE o.indicator_code = ANY(${[...codes]}) AND (o.area_code = ${cityCode} OR o.area_code IS NULL)
        AND o.organization_code IS NULL AND o.status <> 'MISSING'
      ORDER BY o.indicator_code, (o.qualifier = 'EXACT') DESC, o.published_at DESC, o.id DESC`);
    return groupByKey(codes, rows, (row) => row.code);
  },
);

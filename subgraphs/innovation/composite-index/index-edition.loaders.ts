import sql, { type Sql } from "sql-template-tag";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { type OriginCounts, originCountsSql } from "../../../shared/kit/graphql/row-origins";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { preferredObservation } from "../observation/preferred-observation";
import type { ComponentResult } from "./component-result";
import type { IndexEdition } from "./index-edition";

/** An edition with what follows from its results and from what was published about its rank. */
export interface RankedEdition extends IndexEdition, OriginCounts {
  rank: number | null;
  /** Rank minus that of the edition of the year before. */
  rankChange: number | null;
  sourceId: string | null;
  results: number;
  rankedFirst: number | null;
}

/** A result with the size of its edition's field. */
export interface FieldedResult extends ComponentResult {
  fieldSize: number;
}

/**
 * The editions of an index, the latest first, by its code. The rank is not stored here a second time: it
 * is the preferred figure of the index's rank for a period that ends in the edition's year. Two ranks are compared
 * only where neighbouring years had fields of one size.
 */
export const editionsByIndex = defineLoader<RankedEdition[], void, SubgraphContext>(
  async (codes, { database }) => {
    const inYear = sql`o.period_end BETWEEN make_date(e.year, 1, 1) AND make_date(e.year, 12, 31)`;
    const rows = await database.rows<RankedEdition>(sql`
      WITH ranked AS (
        SELECT e.index_code, e.year, e.field_size, e.score, e.score_source_id, e.origin, published.value::int AS rank,
          published.source_id, found.results, found.ranked_first, found.published, found.synthetic
        FROM index_edition e JOIN composite_index i ON i.code = e.index_code
        LEFT JOIN LATERAL (${preferredObservation(sql`i.rank_indicator_code`, null, inYear)}) AS published ON TRUE
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS results,
            CASE WHEN count(rank) > 0 THEN (count(*) FILTER (WHERE rank = 1))::int END AS ranked_first,
            ${originCountsSql(sql`r.origin`)}
          FROM component_result r WHERE r.index_code = e.index_code AND r.year = e.year) AS found
        WHERE e.index_code = ANY(${[...codes]}))
      SELECT s.index_code AS "indexCode", s.year, s.field_size AS "fieldSize", s.score, s.score_source_id AS "scoreSourceId",
        s.origin, s.rank,
        s.rank - before.rank AS "rankChange", s.source_id AS "sourceId", s.results, s.ranked_first AS "rankedFirst",
        s.published, s.synthetic
      FROM ranked s LEFT JOIN ranked before ON before.index_code = s.index_code
        AND before.year = s.year - 1 AND before.field_size = s.field_size
      ORDER BY s.index_code, s.year DESC`);
    return groupByKey(codes, rows, (row) => row.indexCode);
  },
);

/** An edition by its key. */
export const editionByKey = defineLoader<RankedEdition, void, SubgraphContext>(async (keys, context) => {
  const indices = [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/"))))];
  const editions = await Promise.all(indices.map((code) => context.loadKnown(editionsByIndex, code)));
  return mapByKey(editions.flat(), editionKey);
});

/** The results of an edition, in order of their components, by `<index code>/<year>`. */
export const resultsByEdition = defineLoader<FieldedResult[], void, SubgraphContext>(
  async (editions, { database }) => {
    const requested = sql`
      SELECT split_part(key, '/', 1), split_part(key, '/', 2)::int FROM unnest(${[...editions]}::text[]) AS key`;
    const rows = await database.rows<FieldedResult>(
      results(sql`(r.index_code, r.year) IN (${requested})`, sql`r.component_code`),
    );
    return groupByKey(editions, rows, editionKey);
  },
);

/** The results of a component, the latest year first, by its code. */
export const resultsByComponent = defineLoader<FieldedResult[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.rows<FieldedResult>(
      results(sql`r.component_code = ANY(${[...codes]})`, sql`r.component_code, r.year DESC`),
    );
    return groupByKey(codes, rows, (row) => row.componentCode);
  },
);

/** The key of an edition among all indices. */
export function editionKey({ indexCode, year }: { indexCode: string; year: number }): string {
  return `${indexCode}/${year}`;
}

function results(condition: Sql, order: Sql): Sql {
  return sql`
    SELECT r.component_code AS "componentCode", r.year, r.index_code AS "indexCode", r.score, r.rank, r.origin,
      e.field_size AS "fieldSize"
    FROM component_result r JOIN index_edition e ON e.index_code = r.index_code AND e.year = r.year
    WHERE ${condition} ORDER BY ${order}`;
}

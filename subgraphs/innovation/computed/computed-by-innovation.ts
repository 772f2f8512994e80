import sql, { type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";

/** The last value of the enum that occurs: SYNTHETIC is the last of all. */
const origin = (of: Sql) => sql`max(${of}.origin) AS origin`;

const count = (find: (day: Sql) => Sql): ComputedFigure => ({
  isShare: false,
  isOfPeriod: false,
  find: ({ to }) => find(to),
});
const share = (find: (day: Sql) => Sql): ComputedFigure => ({ ...count(find), isShare: true });

/** The results of the latest edition of the PII by a day. */
const piiResults = (day: Sql) => sql`
  component_result r WHERE r.index_code = 'PII' AND r.year = (
    SELECT max(year) FROM index_edition WHERE index_code = 'PII' AND year <= extract(year FROM ${day}))`;

/**
 * What this sector can compute, under the codes of the indicators that are published about it: each as its rows stood
 * at the end of a day, as far as they say from when on they hold.
 */
export const innovationFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  [
    "enterprises.science-technology.count",
    count(
      (day) => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, ${origin(sql`e`)} FROM enterprise e
        WHERE e.kinds @> '{SCIENCE_TECHNOLOGY}' AND (e.certified_on IS NULL OR e.certified_on <= ${day})`,
    ),
  ],
  [
    "enterprises.innovating-share",
    // Those founded later are few, and taken off the running totals of all.
    share(
      (day) => sql`
        SELECT coalesce(tally.innovating - later.innovating, 0)::int AS numerator,
          coalesce(tally.enterprises - later.enterprises, 0)::int AS denominator,
          coalesce((SELECT e.origin FROM enterprise e WHERE e.origin = 'SYNTHETIC' LIMIT 1), 'REPORTED') AS origin
        FROM (SELECT sum(enterprises) AS enterprises, sum(innovating) AS innovating
            FROM enterprise_tally WHERE dimension = 'ALL') AS tally,
          (SELECT count(*) AS enterprises, count(*) FILTER (WHERE e.innovating) AS innovating
            FROM enterprise e WHERE e.founded_on > ${day}) AS later`,
    ),
  ],
  [
    "pii.components",
    count(
      (day) => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, ${origin(sql`r`)} FROM ${piiResults(day)}`,
    ),
  ],
  [
    "pii.components-ranked-first",
    count(
      (day) => sql`
        SELECT (count(*) FILTER (WHERE r.rank = 1))::int AS numerator, 1 AS denominator, ${origin(sql`r`)}
        FROM ${piiResults(day)}`,
    ),
  ],
  [
    "strategic-products.commercialised",
    count(
      (day) => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, ${origin(sql`p`)} FROM strategic_product p
        WHERE p.stage = 'COMMERCIALISED' AND (p.commercialised_on IS NULL OR p.commercialised_on <= ${day})`,
    ),
  ],
  [
    "coverage-5g.population-share",
    share(
      (day) => sql`
        SELECT coalesce(sum(c.population_covered), 0)::int AS numerator,
          coalesce(sum(c.population), 0)::int AS denominator, ${origin(sql`c`)}
        FROM coverage_5g c WHERE c.month = (SELECT max(month) FROM coverage_5g WHERE month <= ${day})`,
    ),
  ],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByInnovation = defineComputedFigures(innovationFigures);

import sql, { type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";
import { knownAt } from "../../../shared/history/keep-history";

const share = (find: (day: Sql) => Sql): ComputedFigure => ({
  isShare: true,
  isOfPeriod: false,
  find: ({ to }) => find(to),
});

/** A count of the rows `h` that are so, of those that were known at the end of a day. */
const count = (rows: (day: Sql) => Sql, counted: (day: Sql) => Sql): ComputedFigure => ({
  isShare: false,
  isOfPeriod: false,
  find: ({ to: day }) => sql`
    SELECT (count(*) FILTER (WHERE ${counted(day)}))::int AS numerator, least(count(*), 1)::int AS denominator,
      max(h.origin) AS origin
    FROM ${rows(day)}`,
});

/** The results of the latest edition of the PII that was known at the end of a day. */
const piiResults = (day: Sql) => sql`
  component_result_history h WHERE h.index_code = 'PII' AND ${knownAt(day)} AND h.year = (
    SELECT max(h.year) FROM component_result_history h WHERE h.index_code = 'PII' AND ${knownAt(day)})`;

const enterprisesOf = (rows: Sql) => sql`(
  SELECT count(*)::int AS enterprises, (count(*) FILTER (WHERE h.innovating))::int AS innovating
  FROM enterprise_history h WHERE ${rows})`;

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const innovationFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  [
    "enterprises.science-technology.count",
    {
      isShare: false,
      isOfPeriod: false,
      find: ({ to: day }) => sql`
        SELECT count(*)::int AS numerator,
          (EXISTS (SELECT FROM enterprise_history h WHERE ${knownAt(day)}))::int AS denominator, max(h.origin) AS origin
        FROM enterprise_history h WHERE h.kinds @> '{SCIENCE_TECHNOLOGY}' AND ${knownAt(day)}
          AND (h.certified_on IS NULL OR h.certified_on <= ${day})`,
    },
  ],
  [
    "enterprises.innovating-share",
    // The running totals of now, without those that came or were founded later, and with what has ended since.
    share(
      (day) => sql`
        SELECT coalesce(tally.innovating - later.innovating, 0)::int + ended.innovating AS numerator,
          coalesce(tally.enterprises - later.enterprises, 0)::int + ended.enterprises AS denominator,
          coalesce((SELECT e.origin FROM enterprise e WHERE e.origin = 'SYNTHETIC' LIMIT 1), 'REPORTED') AS origin
        FROM (SELECT sum(enterprises) AS enterprises, sum(innovating) AS innovating
            FROM enterprise_tally WHERE dimension = 'ALL') AS tally,
          ${enterprisesOf(sql`h.known_until = 'infinity' AND (h.known_from > ${day} OR h.founded_on > ${day})`)} AS later,
          ${enterprisesOf(sql`h.known_until < 'infinity' AND ${knownAt(day)}
            AND (h.founded_on IS NULL OR h.founded_on <= ${day})`)} AS ended`,
    ),
  ],
  ["pii.components", count(piiResults, () => sql`TRUE`)],
  ["pii.components-ranked-first", count(piiResults, () => sql`h.rank = 1`)],
  [
    "strategic-products.commercialised",
    count(
      (day) => sql`strategic_product_history h WHERE ${knownAt(day)}`,
      (day) =>
        sql`h.stage = 'COMMERCIALISED' AND (h.commercialised_on IS NULL OR h.commercialised_on <= ${day})`,
    ),
  ],
  [
    "coverage-5g.population-share",
    share(
      (day) => sql`
        SELECT coalesce(sum(h.population_covered), 0)::int AS numerator,
          coalesce(sum(h.population), 0)::int AS denominator, max(h.origin) AS origin
        FROM coverage_5g_history h WHERE ${knownAt(day)} AND h.month = (
          SELECT max(h.month) FROM coverage_5g_history h WHERE h.month <= ${day} AND ${knownAt(day)})`,
    ),
  ],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByInnovation = defineComputedFigures(innovationFigures);

import sql, { type Sql } from "sql-template-tag";
import { knownAt } from "../../../shared/database/history/create-history";
import { type ComputedMeasure, defineComputedMeasures } from "../../../shared/kit/computed/compute-measures";
import { part } from "../../../shared/kit/cube/cube";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { enterpriseCube } from "../enterprise/enterprise.cube";

const share = (find: (day: Sql) => Sql): ComputedMeasure => ({
  isShare: true,
  isOfPeriod: false,
  find: ({ to }) => find(to),
});

/** A count of the rows `h` that are so, of those that were known at the end of a day. */
const count = (rows: (day: Sql) => Sql, counted: (day: Sql) => Sql): ComputedMeasure => ({
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
export const innovationMeasures: ReadonlyMap<string, ComputedMeasure> = new Map([
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
    {
      isShare: true,
      isOfPeriod: false,
      // Those of now, without those that came or were founded later, and with what has ended since.
      count: async ({ statistics, database, statisticsContext }, { to }) => {
        const day = sql`${to}::date`;
        const { totals } = await statistics.ask(enterpriseCube, { groupBy: [], first: 1 }, statisticsContext);
        const change = await database.row<{ innovating: number; enterprises: number }>(sql`
          SELECT ended.innovating - later.innovating AS innovating, ended.enterprises - later.enterprises AS enterprises
          FROM
            ${enterprisesOf(sql`h.known_until = 'infinity' AND (h.known_from > ${day} OR h.founded_on > ${day})`)} AS later,
            ${enterprisesOf(sql`h.known_until < 'infinity' AND ${knownAt(day)}
              AND (h.founded_on IS NULL OR h.founded_on <= ${day})`)} AS ended`);
        return {
          numerator: part(totals, "innovators") + change.innovating,
          denominator: part(totals, "enterprises") + change.enterprises,
          origin: part(totals, "synthetic") > 0 ? DataOrigin.SYNTHETIC : DataOrigin.REPORTED,
        };
      },
    },
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
export const computeByInnovation = defineComputedMeasures(innovationMeasures);

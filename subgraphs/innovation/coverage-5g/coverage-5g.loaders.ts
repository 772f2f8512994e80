import sql, { type Sql } from "sql-template-tag";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { rate } from "../../../shared/kit/graphql/rate";
import { defineKeptLoader } from "../../../shared/kit/kept-rows/define-kept-loader";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { cityCode } from "../../common/city/city-code";
import type { Coverage5G } from "./coverage-5g";
import { firstDayOf, type Month, type MonthRange } from "./month";

interface CoverageRow {
  key: string;
  month: Month;
  stations: number;
  populationCovered: number;
  population: number;
  origin: DataOrigin;
}

/** Coverage of a unit, or of the city, by its code: in a month, or in its latest when that is null. */
export const coverage5GByUnit = defineKeptLoader<Coverage5G, { month: Month | null }>({
  name: "coverage5GByUnit",
  tables: ["coverage_5g"],
  batch: async (units, database, { month }) => {
    const day = month === null ? null : firstDayOf(month);
    const ofUnits = sql`
      SELECT DISTINCT ON (c.unit_code) c.unit_code AS key, ${measures} FROM coverage_5g c
      WHERE c.unit_code = ANY(${[...units]}) AND (${day}::date IS NULL OR c.month = ${day}::date)
      ORDER BY c.unit_code, c.month DESC`;
    const inMonth = sql`c.month = coalesce(${day}::date, (SELECT max(month) FROM coverage_5g))`;
    const rows = await database.rows<CoverageRow>(withCity(ofUnits, units, inMonth));
    return mapByKey(rows.map(coverageOf), ({ unit }) => unit.code);
  },
});

/** The months of a range in which a unit, or the city, was measured, oldest first, by its code. */
export const measured5GByUnit = defineLoader<Coverage5G[], MonthRange, SubgraphContext>(
  async (units, { database }, { from, to }) => {
    const inRange = sql`c.month BETWEEN ${firstDayOf(from)}::date AND ${firstDayOf(to)}::date`;
    const ofUnits = sql`
      SELECT c.unit_code AS key, ${measures} FROM coverage_5g c
      WHERE c.unit_code = ANY(${[...units]}) AND ${inRange}`;
    const rows = await database.rows<CoverageRow>(
      sql`${withCity(ofUnits, units, inRange)} ORDER BY key, month`,
    );
    return groupByKey(units, rows.map(coverageOf), ({ unit }) => unit.code);
  },
);

const measures = sql`
  to_char(c.month, 'YYYY-MM') AS month, c.stations, c.population_covered AS "populationCovered", c.population,
  c.origin`;

/**
 * Adds the city to the units, when it is requested: the sum of its units, month by month. The last value of the
 * enum that occurs is its origin, and SYNTHETIC is the last of all.
 */
function withCity(ofUnits: Sql, units: readonly string[], months: Sql): Sql {
  return sql`
    (${ofUnits}) UNION ALL
    SELECT ${cityCode}, to_char(c.month, 'YYYY-MM'), sum(c.stations)::int, sum(c.population_covered)::int,
      sum(c.population)::int, max(c.origin)
    FROM coverage_5g c WHERE ${units.includes(cityCode)} AND ${months} GROUP BY c.month`;
}

function coverageOf({ key, population, ...row }: CoverageRow): Coverage5G {
  return { ...row, unit: { code: key }, populationShare: rate(row.populationCovered, population) };
}

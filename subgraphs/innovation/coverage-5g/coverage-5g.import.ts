import sql from "sql-template-tag";
import { monthColumn } from "../../../shared/import/columns/month-column";
import { integerColumn } from "../../../shared/import/columns/number-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";
import { currentKey } from "../../../shared/import/keys/current-key";
import { currentUnits } from "../../common/unit/current-units";
import { unitNames } from "../../common/unit/unit-names";

/** Coverage of wards and communes by month. The city has no rows of its own: it is the sum of its units. */
export const importCoverage = defineImport({
  name: "coverage-5g",
  description: "5G coverage of wards and communes by month.",
  columns: {
    unit: textColumn({
      header: { en: "Unit", vi: "Mã phường, xã" },
      required: true,
      example: "00004",
      explanation: "Code of the ward or commune.",
    }),
    month: monthColumn({
      header: { en: "Month", vi: "Tháng" },
      required: true,
      example: "11/2025",
      explanation: "Month of the measurement.",
    }),
    stations: integerColumn({
      header: { en: "Stations", vi: "Số trạm 5G" },
      required: true,
      example: "24",
      explanation: "5G stations in operation at the end of the month.",
      min: 0,
    }),
    population_covered: integerColumn({
      header: { en: "Population covered", vi: "Dân số được phủ sóng" },
      required: true,
      example: "45000",
      explanation: "People who live where 5G reaches.",
      min: 0,
    }),
    population: integerColumn({
      header: { en: "Population", vi: "Dân số" },
      example: "65023",
      explanation: "People who live in the unit. Empty: as measured before, or else as in the list of units.",
      min: 1,
    }),
  },
  key: ["unit", "month"],
  checkRow: ({ month }, { today }) =>
    month !== null && month > today
      ? [{ column: "month", expected: `a month that has begun by ${today}` }]
      : [],
  names: [unitNames("unit")],
  undo: [
    {
      table: "coverage_5g",
      rows: (staged) => sql`(t.unit_code, t.month) IN (SELECT unit, month FROM ${staged})`,
    },
  ],
  owner: { staged: sql`'U' || s.unit` },
  checks: [
    currentKey(currentUnits, {
      ...{
        column: "unit",
        day: sql`s.month`,
        expected: "the code of a ward or commune that stood in that month",
      },
    }),
    {
      column: "population_covered",
      expected: "no more than the population of the unit",
      find: ({ table }) => sql`
        SELECT s.line, s.population_covered || ' of ' || ${population} AS got ${withKnown(table)}
        WHERE s.population_covered > ${population}`,
    },
  ],
  apply: applyCoverage,
});

/** The population of a staged row: given by the file, recorded before, or that of the unit. */
const population = sql`coalesce(s.population, c.population, u.population)`;

function withKnown(table: StagedRows["table"]) {
  return sql`
    FROM ${table} AS s JOIN administrative_unit u ON u.code = s.unit
    LEFT JOIN coverage_5g c ON c.unit_code = s.unit AND c.month = s.month`;
}

function applyCoverage({ database, table }: StagedRows): Promise<ImportCounts> {
  return database.row<ImportCounts>(sql`
    WITH written AS (
      INSERT INTO coverage_5g (unit_code, month, stations, population_covered, population, origin)
      SELECT s.unit, s.month, s.stations, s.population_covered, ${population}, 'REPORTED' ${withKnown(table)}
      ON CONFLICT (unit_code, month) DO UPDATE SET (stations, population_covered, population, origin)
        = (excluded.stations, excluded.population_covered, excluded.population, 'REPORTED')
      WHERE (coverage_5g.stations, coverage_5g.population_covered, coverage_5g.population)
        IS DISTINCT FROM (excluded.stations, excluded.population_covered, excluded.population)
      RETURNING (xmax = 0) AS is_new)
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted, (count(*) FILTER (WHERE NOT is_new))::int AS changed,
      (SELECT count(*)::int FROM ${table}) - count(*)::int AS unchanged
    FROM written`);
}

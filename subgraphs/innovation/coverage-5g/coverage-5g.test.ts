import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { generateCoverage } from "../seed/generate-coverage";
import { innovation } from "../subgraph";
import { Coverage5GMeasurement } from "./coverage-5g-measurement";
import { monthsOf } from "./month";

let subgraph: TestSubgraph;
let rows: Coverage5GMeasurement[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
  rows = await subgraph.database.repository(Coverage5GMeasurement).find();
});
afterAll(() => subgraph.close());

const fields =
  "month unit { code } stations populationCovered populationShare { numerator denominator value } origin";

/** What the coverage of some rows must be, computed without SQL. */
function expected(month: string, code: string, of: Coverage5GMeasurement[]) {
  const sum = (value: (row: Coverage5GMeasurement) => number) =>
    of.reduce((total, row) => total + value(row), 0);
  const [numerator, denominator] = [sum((row) => row.populationCovered), sum((row) => row.population)];
  return {
    month,
    unit: { code },
    stations: sum((row) => row.stations),
    populationCovered: numerator,
    populationShare: { numerator, denominator, value: numerator / denominator },
    origin: "SYNTHETIC",
  };
}

const inMonth = (month: string) => rows.filter((row) => row.month === `${month}-01`);

function entities(codes: string[]) {
  return { representations: codes.map((code) => ({ __typename: "AdministrativeUnit", code })) };
}

const ofUnits = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AdministrativeUnit { ${selection} } } }`;

describe("the generated coverage", () => {
  it("is of 126 units in five months, never shrinks, and leaves the city below its target of 0.7", () => {
    expect(new Set(rows.map(({ unitCode }) => unitCode)).size).toBe(126);
    expect(rows).toHaveLength(126 * 5);
    expect(rows.filter(({ origin }) => origin !== DataOrigin.SYNTHETIC)).toEqual([]);
    const shrinking = rows.filter((row) => {
      const [year, month] = [row.month.slice(0, 4), Number(row.month.slice(5, 7)) + 1];
      const next = rows.find(
        (other) =>
          other.unitCode === row.unitCode && other.month === `${year}-${String(month).padStart(2, "0")}-01`,
      );
      return next && (next.populationCovered < row.populationCovered || next.stations < row.stations);
    });
    expect(shrinking).toEqual([]);
    const shares = monthsOf({ from: "2025-07", to: "2025-11" }).map(
      (month) => expected(month, "01", inMonth(month)).populationShare.value,
    );
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares.at(0)).toBeGreaterThan(0.3);
    expect(shares.at(-1)).toBeGreaterThan(0.5);
    expect(shares.at(-1)).toBeLessThan(0.7);
  });

  it("is the same every time", () => {
    const unit = { code: "00004", kind: "WARD" as const, areaKm2: 2.97, population: 65_023 };
    expect(generateCoverage([unit])).toEqual(generateCoverage([unit]));
    expect(generateCoverage([unit], 6)).not.toEqual(generateCoverage([unit]));
  });

  it.each([
    ["more people than live there", "'00004', '2030-01-01', 1, 11, 10"],
    ["the city, which is computed", "'01', '2030-01-01', 1, 1, 10"],
    ["a day within a month", "'00004', '2030-01-02', 1, 1, 10"],
    ["stations below none", "'00004', '2030-01-01', -1, 1, 10"],
  ])("cannot be of %s", async (_, values) => {
    await expect(
      subgraph.dataSource.query(
        `INSERT INTO coverage_5g (unit_code, month, stations, population_covered, population, origin)
         VALUES (${values}, 'SYNTHETIC')`,
      ),
    ).rejects.toThrow(/coverage_5g_\w+_check/);
  });
});

it("gives all 126 units and the city in one statement, each what its rows say", async () => {
  const codes = [...new Set(rows.map(({ unitCode }) => unitCode))].toSorted();
  const { data, errors, statements } = await subgraph.execute(
    ofUnits(`coverage5G { ${fields} }`),
    entities([...codes, "01"]),
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(1);
  const november = inMonth("2025-11");
  expect(data?._entities).toEqual([
    ...codes.map((code) => ({
      coverage5G: expected(
        "2025-11",
        code,
        november.filter((row) => row.unitCode === code),
      ),
    })),
    { coverage5G: expected("2025-11", "01", november) },
  ]);
});

it("gives the city's coverage of the latest month, of another, and none of a month not measured", async () => {
  const { data } = await subgraph.execute(`{
    latest: coverage5G { ${fields} }
    august: coverage5G(month: "2025-08") { ${fields} }
    none: coverage5G(month: "2024-12") { ${fields} }
  }`);
  expect(data).toEqual({
    latest: expected("2025-11", "01", inMonth("2025-11")),
    august: expected("2025-08", "01", inMonth("2025-08")),
    none: null,
  });
});

it("weights by population only the units that were measured, and hides no gap in a series", async () => {
  await subgraph.database.repository(Coverage5GMeasurement).insert([
    {
      unitCode: "00004",
      month: "2026-01-01",
      stations: 4,
      populationCovered: 10,
      population: 100,
      origin: DataOrigin.REPORTED,
    },
    {
      unitCode: "00008",
      month: "2026-01-01",
      stations: 5,
      populationCovered: 300,
      population: 300,
      origin: DataOrigin.REPORTED,
    },
  ]);
  const { data, errors, statements } = await subgraph.execute(
    ofUnits(`coverage5G { month } coverage5GSeries(from: "2025-12", to: "2026-01") { ${fields} }`),
    entities(["00004", "01", "99999"]),
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(2);
  const gap = (month: string, code: string) => ({
    month,
    unit: { code },
    stations: null,
    populationCovered: null,
    populationShare: null,
    origin: null,
  });
  const ward = {
    month: "2026-01",
    unit: { code: "00004" },
    stations: 4,
    populationCovered: 10,
    populationShare: { numerator: 10, denominator: 100, value: 0.1 },
    origin: "REPORTED",
  };
  const city = {
    month: "2026-01",
    unit: { code: "01" },
    stations: 9,
    populationCovered: 310,
    populationShare: { numerator: 310, denominator: 400, value: 0.775 },
    origin: "REPORTED",
  };
  expect(data?._entities).toEqual([
    { coverage5G: { month: "2026-01" }, coverage5GSeries: [gap("2025-12", "00004"), ward] },
    { coverage5G: { month: "2026-01" }, coverage5GSeries: [gap("2025-12", "01"), city] },
    { coverage5G: null, coverage5GSeries: [gap("2025-12", "99999"), gap("2026-01", "99999")] },
  ]);
  const series = await subgraph.execute(`{ coverage5GSeries(from: "2025-11", to: "2026-01") { ${fields} } }`);
  expect(series.data?.coverage5GSeries).toEqual([
    expected("2025-11", "01", inMonth("2025-11")),
    gap("2025-12", "01"),
    city,
  ]);
});

const refusalsOf = async (field: string) => {
  const ofCity = await subgraph.execute(`{ ${field} }`);
  const ofUnit = await subgraph.execute(ofUnits(field), entities(["00004"]));
  return [ofCity, ofUnit].map(({ errors }) => errors.map(({ code, message }) => ({ code, message })));
};

it.each([
  ['coverage5G(month: "2025-13") { month }', "2025-13"],
  ['coverage5G(month: "2025-11-01") { month }', "2025-11-01"],
  ['coverage5G(month: "0000-01") { month }', "0000-01"],
  ['coverage5GSeries(from: "", to: "2025-11") { month }', ""],
  ['coverage5GSeries(from: "2025-01", to: "2025-1") { month }', "2025-1"],
])("takes no other text for a month: %s, of the city and of a unit", async (field, got) => {
  const message = `Expected a month as YYYY-MM, e.g. 2025-11; got "${got}".`;
  const refusal = [{ code: "GRAPHQL_VALIDATION_FAILED", message }];
  expect(await refusalsOf(field)).toEqual([refusal, refusal]);
});

it.each([
  [
    'coverage5GSeries(from: "2025-02", to: "2025-01") { month }',
    "from: expected a month not after to; got 2025-02 and 2025-01.",
  ],
  ['coverage5GSeries(from: "2005-01", to: "2025-01") { month }', "to: expected at most 240 months; got 241."],
])("refuses %s, of the city and of a unit", async (field, message) => {
  const refusal = [{ code: "BAD_USER_INPUT", message }];
  expect(await refusalsOf(field)).toEqual([refusal, refusal]);
});

it("counts months across years", () => {
  expect(monthsOf({ from: "2024-11", to: "2025-02" })).toEqual(["2024-11", "2024-12", "2025-01", "2025-02"]);
  expect(monthsOf({ from: "2025-12", to: "2025-12" })).toEqual(["2025-12"]);
});

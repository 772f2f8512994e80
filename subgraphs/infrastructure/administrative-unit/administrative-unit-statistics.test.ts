import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Stats {
  administrativeUnitStats: { rows: object[]; totals: Record<string, unknown>; truncated: boolean };
}
async function ask<Answer = Stats>(query: string): Promise<Answer> {
  const { data, errors } = await subgraph.execute(query);
  expect(errors).toEqual([]);
  return data as Answer;
}

const rate = "{ numerator denominator value }";
const criteria = {
  LAN: "lan",
  WAN_CONNECTION: "wanConnection",
  COMPUTERS: "computers",
  SCANNERS: "scanners",
  VIDEO_CONFERENCE: "videoConference",
  SERVICE_CENTRE_CONNECTION: "serviceCentreConnection",
  INFORMATION_SECURITY: "informationSecurity",
};
const rates = Object.values(criteria)
  .map((field) => `${field} ${rate}`)
  .join(" ");

it.each([null, "2025-07-01", "2025-09-30", "2025-11-13"])(
  "tell of the city what its figures tell, as of %s",
  async (day) => {
    const asOf = day === null ? "null" : `"${day}"`;
    const { administrativeUnitStats, administrativeUnit, administrativeUnits } = await ask<Stats & City>(`{
      administrativeUnitStats(asOf: ${asOf}) { totals { units population areaKm2 density ready readyShare ${rate} averageApplications ${rates} } }
      administrativeUnit(code: "01") { population areaKm2 }
      administrativeUnits(first: 200) { nodes { readiness(asOf: ${asOf}) { meets criteria { criterion meets } } } } }`);
    const told = administrativeUnits.nodes.map(({ readiness }) => readiness);
    const share = (met: boolean[]) => {
      const numerator = met.filter(Boolean).length;
      return { numerator, denominator: 126, value: numerator / 126 };
    };
    const ready = share(told.map(({ meets }) => meets));
    expect(administrativeUnitStats.totals).toEqual({
      ...Object.fromEntries(
        Object.entries(criteria).map(([criterion, field]) => [
          field,
          share(told.map((unit) => unit.criteria.some((one) => one.criterion === criterion && one.meets))),
        ]),
      ),
      ...{ units: 126, ready: ready.numerator, readyShare: ready },
      ...{ averageApplications: 20, density: 8807523 / 3359.77 },
      ...administrativeUnit,
    });
  },
);

interface City {
  administrativeUnit: object;
  administrativeUnits: {
    nodes: { readiness: { meets: boolean; criteria: { criterion: string; meets: boolean }[] } }[];
  };
}

it("lead to each ward and commune, and tell of it what it tells itself", async () => {
  const { administrativeUnitStats } = await ask(`{ administrativeUnitStats(groupBy: [UNIT]) { truncated rows {
    unit { code kind population areaKm2 density readiness { meets criteria { meets } } }
    measures { units population areaKm2 density averagePopulation ready averageCriteriaMet } } } }`);
  expect([administrativeUnitStats.rows.length, administrativeUnitStats.truncated]).toEqual([126, false]);
  for (const { unit, measures } of administrativeUnitStats.rows as {
    unit: Unit;
    measures: Record<string, number>;
  }[]) {
    const { kind, population, areaKm2, density, readiness } = unit;
    expect(["WARD", "COMMUNE"]).toContain(kind);
    const { density: told = 0, ...others } = measures;
    expect(others).toEqual({
      ...{ units: 1, population, areaKm2, averagePopulation: population, ready: Number(readiness.meets) },
      averageCriteriaMet: readiness.criteria.filter(({ meets }) => meets).length,
    });
    expect(told).toBeCloseTo(density, 8);
  }
});

interface Unit {
  kind: string;
  population: number;
  areaKm2: number;
  density: number;
  readiness: { meets: boolean; criteria: { meets: boolean }[] };
}

it("stand in classes of the client, of an area by its whole square kilometres", async () => {
  const { administrativeUnitStats } =
    await ask(`{ administrativeUnitStats(groupBy: [AREA, POPULATION], filter: { kind: { eq: WARD } }, classes: [
    { dimension: AREA, ranges: [{ to: 2 }, { from: 3, to: 5 }] }
    { dimension: POPULATION, ranges: [{ from: 60000 }, { to: 59999 }] }]) {
    rows { area { from to label } population { label } measures { units population areaKm2 } } } }`);
  const rows = await subgraph.database.rows<Record<string, number | string | null>>(sql`
    SELECT CASE WHEN area_km2 < 3 THEN 'up to 2' WHEN area_km2 < 6 THEN '3–5' END AS area,
      CASE WHEN population < 60000 THEN 'up to 59999' ELSE '60000 and more' END AS people, count(*)::int AS units,
      sum(population)::int AS population, sum(area_km2)::float8 AS "areaKm2"
    FROM administrative_unit WHERE kind = 'WARD' GROUP BY 1, 2 
    ORDER BY min(population) >= 60000, min(CASE WHEN area_km2 < 3 THEN 0 WHEN area_km2 < 6 THEN 1 ELSE 2 END)`);
  const bounds = { "up to 2": { from: null, to: 2 }, "3–5": { from: 3, to: 5 } };
  const told = rows.map(({ area, people, ...measures }) => ({
    area: area === null ? null : { ...bounds[area as keyof typeof bounds], label: area },
    ...{ population: { label: people }, measures },
  }));
  expect(administrativeUnitStats.rows).toEqual(told);
  expect(told.length).toBe(6);
});

it("are held to and ordered by density and area to the last digit, and tell their percentiles", async () => {
  const { administrativeUnitStats } =
    await ask(`{ administrativeUnitStats(groupBy: [UNIT], orderBy: [{ field: DENSITY }, { field: POPULATION }],
    having: [{ measure: AREA_KM2, is: { gte: 2.97, lte: 5.62 } }, { measure: DENSITY, is: { gte: 20000.5 } }]) {
    rows { unit { code } measures { areaKm2 } } totals { units unitPopulation(percentile: 0.9) median: unitPopulation } } }`);
  const rows = await subgraph.database.rows<{ code: string; areaKm2: number }>(sql`
    SELECT code, area_km2::float8 AS "areaKm2" FROM administrative_unit
    WHERE area_km2 BETWEEN 2.97 AND 5.62 AND population / area_km2 >= 20000.5 ORDER BY population / area_km2 DESC`);
  const [percentiles] = await subgraph.database.rows(sql`
    SELECT count(*)::int AS units, percentile_disc(0.9) WITHIN GROUP (ORDER BY population) AS "unitPopulation",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY population) AS median FROM administrative_unit WHERE kind <> 'CITY'`);
  expect(administrativeUnitStats).toEqual({
    rows: rows.map(({ code, areaKm2 }) => ({ unit: { code }, measures: { areaKm2 } })),
    totals: percentiles,
  });
  expect(rows.map(({ areaKm2 }) => areaKm2)).toEqual(expect.arrayContaining([2.97]));
});

it("take 01 for the whole city, which is no row, and find words of names", async () => {
  const units = async (filter: string) =>
    (await ask(`{ administrativeUnitStats(filter: ${filter}) { totals { units } } }`)).administrativeUnitStats
      .totals.units;
  expect(await units('{ unit: { in: ["01"] } }')).toBe(126);
  expect(await units("{ kind: { eq: CITY } }")).toBe(0);
  expect(await units('{ search: "phuong ba dinh" }')).toBe(1);
  expect(await units("{ areaKm2: { gte: 2.97, lte: 2.97 }, population: { gte: 65023 } }")).toBe(1);
});

it("are refused of a day on which other units stood", async () => {
  const { errors } = await subgraph.execute(
    '{ administrativeUnitStats(asOf: "2025-06-30") { totals { units } } }',
  );
  expect(errors).toMatchObject([
    {
      code: "BAD_USER_INPUT",
      message:
        "asOf: expected 2025-07-01, the first day of which wards and communes are told, or later; got 2025-06-30.",
    },
  ]);
});

it("are listed among the cubes, with what each number is of", async () => {
  interface Cubes {
    infrastructureCubes: { query: string; measures: object[] }[];
  }
  const { infrastructureCubes } = await ask<Cubes>(
    "{ infrastructureCubes { query protected hasAsOf dimensions { name kind } measures { name measurementUnit } } }",
  );
  const cube = infrastructureCubes.find(({ query }) => query === "administrativeUnitStats");
  expect(cube).toMatchObject({ protected: false, hasAsOf: true });
  expect(cube?.measures).toEqual(
    expect.arrayContaining([
      { name: "AREA_KM2", measurementUnit: "km²" },
      { name: "DENSITY", measurementUnit: "persons per km²" },
      { name: "AVERAGE_CRITERIA_MET", measurementUnit: "criteria of 7" },
    ]),
  );
});

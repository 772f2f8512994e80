import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { createLogger } from "../../../shared/base/log/logger";
import { SizedStore } from "../../../shared/kit/column-store/sized-store";
import { withColumnStore } from "../../../test/support/database/with-column-store";
import { expectTruthOf } from "../../../test/support/statistics/cube-truth";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { readUnits } from "../../common/unit/read-units";
import { generateEnterprises } from "../seed/generate-enterprises";
import { innovation } from "../subgraph";
import { enterpriseCube } from "./enterprise.cube";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterEach(() => subgraph.close());

type Enterprise = ReturnType<typeof generateEnterprises>[number];
const rows = generateEnterprises(readUnits());
const fields = `enterprises scienceTechnology startups makeInHanoi innovating peopleEmployed averageEmployees
  innovatingShare { numerator denominator } employees(percentile: 0.5)`;

/** What rows come to, counted another way than in SQL. */
function measuresOf(of: readonly Enterprise[]) {
  const ofKind = (kind: string) => of.filter(({ kinds }) => kinds.some((one) => one === kind)).length;
  const innovating = of.filter((row) => row.innovating).length;
  const employees = of.map((row) => row.employees ?? 0).toSorted((left, right) => left - right);
  const peopleEmployed = employees.reduce((sum, people) => sum + people, 0);
  return {
    enterprises: of.length,
    scienceTechnology: ofKind("SCIENCE_TECHNOLOGY"),
    startups: ofKind("STARTUP"),
    makeInHanoi: ofKind("MAKE_IN_HANOI"),
    innovating,
    peopleEmployed,
    averageEmployees: of.length === 0 ? null : peopleEmployed / of.length,
    innovatingShare: { numerator: innovating, denominator: of.length },
    employees: employees[Math.ceil(of.length / 2) - 1] ?? null,
  };
}

interface StatsRow {
  industry?: string;
  unit?: { code: string };
  innovating?: boolean;
  employees?: { to: number | null };
  bucket?: { label: string };
  measures: object;
}

async function ask(args: string, row: string, selection = fields) {
  const { data, errors } = await subgraph.execute(
    `{ enterpriseStats(${args}) { rows { ${row} measures { ${selection} } } totals { ${selection} } } }`,
  );
  expect(errors).toEqual([]);
  return data?.enterpriseStats as { rows: StatsRow[]; totals: object };
}

const sizeOf = ({ employees }: Enterprise) =>
  [9, 49, 99, 199].find((most) => (employees ?? 0) <= most)?.toString() ?? "more";

it.each<[string, string, (row: Enterprise) => string, (row: StatsRow) => string | undefined]>([
  ["groupBy: [INDUSTRY]", "industry", ({ industry }) => String(industry), ({ industry }) => industry],
  ["groupBy: [UNIT]", "unit { code }", ({ unitCode }) => String(unitCode), ({ unit }) => unit?.code],
  [
    "groupBy: [INNOVATING]",
    "innovating",
    ({ innovating }) => `${innovating}`,
    ({ innovating }) => `${innovating}`,
  ],
  [
    "groupBy: [EMPLOYEES]",
    "employees { to }",
    sizeOf,
    ({ employees }) => employees?.to?.toString() ?? "more",
  ],
  [
    "timeBucket: { field: FOUNDED, grain: YEAR }",
    "bucket { label }",
    ({ foundedOn }) => foundedOn?.slice(0, 4) ?? "",
    ({ bucket }) => bucket?.label,
  ],
])("by %s are those of the rows, and add up to the totals", async (args, row, keyOf, keyIn) => {
  const stats = await ask(args, row);
  const measures = new Map(stats.rows.map((one) => [keyIn(one), one.measures]));
  expect(measures).toEqual(new Map([...Map.groupBy(rows, keyOf)].map(([key, of]) => [key, measuresOf(of)])));
  expect(stats.totals).toEqual(measuresOf(rows));
});

it("by KIND count an enterprise of two kinds in both, and in the totals once", async () => {
  const within = rows.filter(({ unitCode }) => unitCode === "00004" || unitCode === "00008");
  const stats = await ask('groupBy: [KIND], filter: { unit: { in: ["00004", "00008"] } }', "kind");
  const expected = ["MAKE_IN_HANOI", "SCIENCE_TECHNOLOGY", "STARTUP", null].map((kind) => ({
    kind,
    measures: measuresOf(
      within.filter(({ kinds }) =>
        kind === null ? kinds.length === 0 : kinds.some((each) => each === kind),
      ),
    ),
  }));
  expect(stats.rows).toEqual(expected.filter(({ measures }) => measures.enterprises > 0));
  expect(stats.totals).toEqual(measuresOf(within));
  expect(rows.filter(({ kinds }) => kinds.length > 1).length).toBeGreaterThan(10);
});

it("tell beside a kind its share, the distinct units, and how it grew from year to year", async () => {
  const { data, errors } = await subgraph.execute(`{ enterpriseStats(
    groupBy: [KIND], filter: { kind: { eq: STARTUP }, foundedOn: { gte: "2023-01-01", lt: "2025-01-01" } }
    timeBucket: { field: FOUNDED, grain: YEAR }, having: [{ measure: ENTERPRISES, is: { gte: 1 } }]
  ) { totals { enterprises } rows { kind bucket { label } share(measure: ENTERPRISES) distinct(dimension: UNIT)
      change(measure: ENTERPRISES) runningTotal(measure: ENTERPRISES) measures { enterprises } } } }`);
  const startups = rows.filter(
    ({ kinds, foundedOn }) => kinds.some((kind) => kind === "STARTUP") && /^202[34]/.test(foundedOn ?? ""),
  );
  const of = (year: string, kind: string) =>
    startups.filter(
      ({ kinds, foundedOn }) => foundedOn?.startsWith(year) && kinds.some((one) => one === kind),
    );
  const expected = ["2023", "2024"].flatMap((label) =>
    ["MAKE_IN_HANOI", "SCIENCE_TECHNOLOGY", "STARTUP"].map((kind) => {
      const [now, before] = [of(label, kind), label === "2024" ? of("2023", kind) : undefined];
      return {
        ...{ kind, bucket: { label }, share: now.length / startups.length },
        distinct: new Set(now.map(({ unitCode }) => unitCode)).size,
        change: before ? now.length - before.length : null,
        runningTotal: now.length + (before?.length ?? 0),
        measures: { enterprises: now.length },
      };
    }),
  );
  const nonEmpty = expected.filter(({ measures }) => measures.enterprises > 0);
  expect({ data, errors }).toEqual({
    errors: [],
    data: { enterpriseStats: { totals: { enterprises: startups.length }, rows: nonEmpty } },
  });
});

it("are found by a search, with and without groups", async () => {
  const found = rows.filter(({ name }) => name.includes("0001"));
  const stats = await ask('filter: { search: "MO PHONG 0001" }', "industry", "enterprises");
  expect(stats).toEqual({
    rows: [{ industry: null, measures: { enterprises: found.length } }],
    totals: { enterprises: found.length },
  });
});

it("of all units and the city take one statement; the city counts those of no unit too", async () => {
  const codes = [...new Set(rows.map(({ unitCode }) => unitCode ?? ""))];
  const representations = [...codes, "01", "99999"].map((code) => ({
    __typename: "AdministrativeUnit",
    code,
  }));
  const selection = "enterprises startups innovatingShare { numerator denominator }";
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AdministrativeUnit { code enterpriseStats { ${selection} } } } }`;
  const { data, errors, statements } = await subgraph.execute(query, { representations });
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  const some = (of: readonly Enterprise[]) => {
    const { enterprises, startups, innovatingShare } = measuresOf(of);
    return { enterprises, startups, innovatingShare };
  };
  expect(data?._entities).toEqual([
    ...codes.map((code) => ({
      code,
      enterpriseStats: some(rows.filter(({ unitCode }) => unitCode === code)),
    })),
    { code: "01", enterpriseStats: some(rows) },
    { code: "99999", enterpriseStats: some([]) },
  ]);
});

it.each([
  ["groupBy: [UNIT, UNIT]", "groupBy: expected each dimension at most once; got UNIT, UNIT."],
  ["filter: { kind: { in: [] } }", "filter.kind.in: expected 1 to 1000 values; got 0."],
  [
    'filter: { not: { search: " " } }',
    "filter.not.search: expected 1 to 200 characters that are not all blank; got 1.",
  ],
  ["first: 0", "first: expected 1 to 10000; got 0."],
])("refuse %s", async (args, message) => {
  const { errors } = await subgraph.execute(`{ enterpriseStats(${args}) { totals { enterprises } } }`);
  expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", message }]);
});

describe("any question has the answer that the rows have", () => {
  const now = new Date(testNow);
  /** Enterprises that are of no unit, industry, day or size, and that are of all kinds. */
  const change = sql`
    UPDATE enterprise SET
      unit_code = CASE WHEN id % 3 = 0 THEN NULL ELSE unit_code END,
      industry = CASE WHEN id % 5 = 0 THEN NULL ELSE industry END,
      founded_on = CASE WHEN id % 7 = 0 THEN NULL ELSE founded_on END, certified_on = NULL,
      employees = CASE WHEN id % 11 = 0 THEN NULL ELSE employees END, innovating = id % 4 = 0,
      kinds = CASE WHEN id % 13 = 0 THEN '{MAKE_IN_HANOI,STARTUP,SCIENCE_TECHNOLOGY}' ELSE kinds END,
      origin = CASE WHEN id % 2 = 0 THEN 'REPORTED' ELSE origin END
    WHERE id % 4 < 3`;

  it("in PostgreSQL", async () => {
    const { database, statistics } = subgraph;
    await database.rows(change);
    await expectTruthOf({ cube: enterpriseCube, statistics, database, now, questions: 50 });
  }, 180_000);

  it("in the column store, as enterprises change", async () => {
    const { database, dataSource } = subgraph;
    await withColumnStore(enterpriseCube, dataSource, async ({ store, statistics }) => {
      const past = { asOf: "2025-06-30", groupBy: ["KIND", "UNIT"], first: 1000 };
      const known = await subgraph.statistics.ask(enterpriseCube, past, { database, now });
      const check = async () => {
        await expectTruthOf({ cube: enterpriseCube, statistics, database, now, questions: 30 });
        const { groups, totals } = await statistics.ask(enterpriseCube, past, { database, now });
        expect({ groups, totals }).toEqual({ groups: known.groups, totals: known.totals });
      };
      await check();
      await database.rows(change);
      await store.open();
      await check();
      expect(await store.count({ groupBy: [], first: 1 }, { database, now })).toBeDefined();
    });
  }, 180_000);

  it("in PostgreSQL while there are few, and in the column store once there are many", async () => {
    const { database, dataSource } = subgraph;
    const folder = await mkdtemp(join(tmpdir(), "enterprise-statistics-"));
    const log = createLogger("test", process.env.TEST_LOG_LEVEL ?? "silent");
    const cube = { ...enterpriseCube, storeFrom: rows.length + 1 };
    const store = new SizedStore({
      cube,
      dataSource,
      folder,
      memory: 2 ** 28,
      statementTimeoutMs: 20_000,
      log,
    });
    try {
      const statisticsContext = { database, now };
      const query = { groupBy: [], first: 1 };
      await store.open();
      expect(await store.count(query, statisticsContext)).toBeUndefined();
      await database.rows(
        sql`INSERT INTO enterprise (name, kinds, innovating, origin) VALUES ('A', '{}', TRUE, 'REPORTED')`,
      );
      await store.open();
      expect((await store.count(query, statisticsContext))?.totals.enterprises).toBe(rows.length + 1);
    } finally {
      await store.end();
      await rm(folder, { recursive: true });
    }
  });
});

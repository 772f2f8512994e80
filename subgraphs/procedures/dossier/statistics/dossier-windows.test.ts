import fc from "fast-check";
import sql from "sql-template-tag";
import { countDistinct } from "../../../../shared/kit/cube/count-rows";
import { constantName } from "../../../../shared/kit/cube/cube";
import { Statistics } from "../../../../shared/kit/statistics/statistics";
import { anyDossierQuery } from "../../../../test/support/statistics/random-dossier-queries";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

/* Measures derived from others, against window functions of PostgreSQL. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const series = `groupBy: [CHANNEL], timeBucket: { grain: WEEK }, filter: { receivedOn: { gte: "2025-07-07", lt: "2025-10-27" } }`;

it("has shares, changes, running totals and moving means of a series", async () => {
  const { data, errors } = await subgraph.execute(`{ dossierStats(${series}, first: 30) { rows {
    channel bucket { start } share(measure: RECEIVED) change(measure: RECEIVED) ofYear: change(measure: RECEIVED, from: YEAR_BEFORE)
    runningTotal(measure: RECEIVED) movingMean(measure: RECEIVED, steps: 3) rate: movingMean(measure: DIGITISATION_RATE, steps: 3) } } }`);
  const found = await subgraph.database.rows<Record<string, unknown>>(sql`
    WITH counted AS (
      SELECT channel::text, date_trunc('week', received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS start,
        count(*)::float8 AS n, count(*) FILTER (WHERE digitised)::float8 AS digitised
      FROM dossier WHERE received_at >= '2025-07-07T00:00+07' AND received_at < '2025-10-27T00:00+07' GROUP BY 1, 2)
    SELECT channel, start, n / sum(n) OVER () AS share, n - lag(n) OVER w AS change, sum(n) OVER w AS "runningTotal",
      CASE WHEN row_number() OVER w >= 3 THEN avg(n) OVER (w ROWS 2 PRECEDING) END AS "movingMean",
      CASE WHEN row_number() OVER w >= 3 THEN sum(digitised) OVER (w ROWS 2 PRECEDING) / sum(n) OVER (w ROWS 2 PRECEDING) END AS rate
    FROM counted WINDOW w AS (PARTITION BY channel ORDER BY start) ORDER BY start, channel LIMIT 30`);
  const near = (value: unknown) => (typeof value === "number" ? expect.closeTo(value, 9) : null);
  const rows = found.map(({ channel, start, ...numbers }) => ({
    ...{ channel, bucket: { start }, ofYear: null },
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, near(value)])),
  }));
  expect({ data, errors }).toEqual({ data: { dossierStats: { rows } }, errors: [] });
});

it("compares with another filter, and counts distinct keys", async () => {
  const { data, errors } =
    await subgraph.execute(`{ dossierStats(groupBy: [UNIT], filter: { channel: { eq: ONLINE } }, first: 200) { rows {
    unit { code } changeFrom(measure: RECEIVED, filter: { channel: { eq: IN_PERSON } }) distinct(dimension: PROCEDURE) } } }`);
  const rows = await subgraph.database.rows<{ code: string | null }>(sql`
    SELECT unit_code AS code, (count(*) FILTER (WHERE channel = 'ONLINE') - count(*) FILTER (WHERE channel = 'IN_PERSON'))::int AS "changeFrom",
      (count(DISTINCT procedure_code) FILTER (WHERE channel = 'ONLINE'))::int AS distinct
    FROM dossier GROUP BY 1 HAVING count(*) FILTER (WHERE channel = 'ONLINE') > 0 ORDER BY unit_code COLLATE "C" NULLS LAST`);
  expect({ data, errors }).toEqual({
    data: {
      dossierStats: {
        rows: rows.map(({ code, ...numbers }) => ({ unit: code === null ? null : { code }, ...numbers })),
      },
    },
    errors: [],
  });
});

it("counts distinct keys in the store as in PostgreSQL, and for the public the visible ones", async () => {
  const now = new Date(testNow);
  const statisticsContext = { database: subgraph.database, now };
  for (const query of fc.sample(anyDossierQuery, { numRuns: 15, seed: 5 })) {
    const dimension = ["procedure", "unit", "weekday", "procedureField"].find(
      (name) => !query.groupBy.includes(constantName(name)),
    );
    if (dimension === undefined) continue;
    const found = await subgraph.statistics.distinct(
      dossierCube,
      query,
      constantName(dimension),
      statisticsContext,
    );
    const truth = await countDistinct(subgraph.database, dossierCube, query, dimension, now);
    expect({ query, found }).toEqual({ query, found: truth });
  }
  const byUnit = { groupBy: ["UNIT"], first: 200 };
  const isPublic = { ...statisticsContext, isPublic: true };
  const ask = (statistics: Statistics) => statistics.distinct(dossierCube, byUnit, "PROCEDURE", isPublic);
  const visible = await ask(subgraph.statistics);
  const truth = await countDistinct(subgraph.database, dossierCube, byUnit, "procedure", now);
  expect(visible.size).toBeGreaterThan(20);
  expect([...visible].every(([key, many]) => many < (truth.get(key) ?? 0))).toBe(true);
  // Cached until a row changes, and then counted anew.
  expect(await ask(subgraph.statistics)).toBe(visible);
  const ofUnits = [...visible].map(([key, many]) => ({
    unit: (JSON.parse(key) as (string | null)[])[1],
    many,
  }));
  const unit = ofUnits.find((one) => one.unit !== null && one.many > 1)?.unit;
  await subgraph.database.rows(sql`
    UPDATE dossier SET procedure_code = (SELECT min(code) FROM procedure) WHERE unit_code = ${unit}`);
  const changed = await ask(subgraph.statistics);
  expect(changed).not.toEqual(visible);
  expect(changed).toEqual(await ask(new Statistics()));
}, 60_000);

it("compares with a year before", async () => {
  await subgraph.database.rows(sql`UPDATE dossier SET received_at = received_at - interval '1 year'
    WHERE received_at < '2025-10-01T00:00+07' AND received_at >= '2025-09-01T00:00+07' AND id % 2 = 0`);
  const { data, errors } = await subgraph.execute(
    `{ dossierStats(timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: "2024-09-01", lt: "2025-10-01" } }) {
      rows { bucket { label } measures { received } change(measure: RECEIVED, from: YEAR_BEFORE) } } }`,
  );
  const stats = data?.dossierStats as
    | { rows: { measures: { received: number }; change: number | null }[] }
    | undefined;
  const [first, last] = [stats?.rows[0], stats?.rows.at(-1)];
  expect(errors).toEqual([]);
  expect(stats?.rows.length).toBe(13);
  expect(first?.change).toBe(null);
  expect(last?.change).toBe(Number(last?.measures.received) - Number(first?.measures.received));
});

it("reckons for the public with protected steps", async () => {
  const { data, errors } = await subgraph.execute(
    `{ dossierStats(${series}) { rows { channel measures { received } runningTotal(measure: RECEIVED) protected } } }`,
    {},
    { viewer: { subject: null, role: "public", organization: null } },
  );
  const stats = data?.dossierStats as
    | {
        rows: { channel: string; measures: { received: number }; runningTotal: number; protected: boolean }[];
      }
    | undefined;
  expect(errors).toEqual([]);
  const sums: Record<string, number> = {};
  for (const { channel, measures, runningTotal, protected: isProtected } of stats?.rows ?? []) {
    sums[channel] = (sums[channel] ?? 0) + measures.received;
    expect([runningTotal, isProtected]).toEqual([sums[channel], true]);
  }
  expect(Object.keys(sums).length).toBe(3);
});

it.each([
  [
    `timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: "2025-08-01", lt: "2025-10-01" } }`,
    "movingMean(measure: RECEIVED, steps: 3)",
    "steps: expected 1 to 2, as many as the series has; got 3.",
  ],
  [
    "timeBucket: { grain: MONTH }",
    "movingMean(measure: RECEIVED, steps: 0)",
    expect.stringMatching(/^steps: expected 1 to \d+, as many as the series has; got 0\.$/),
  ],
  [
    "groupBy: [CHANNEL]",
    "change(measure: RECEIVED)",
    "timeBucket: expected one, of whose steps this is; got none.",
  ],
  [
    "groupBy: [CHANNEL], filter: { applicant: { eq: CITIZEN }, channel: { eq: ONLINE } }",
    "changeFrom(measure: RECEIVED, filter: { channel: { eq: ONLINE }, applicant: { eq: CITIZEN } })",
    "filter: expected another filter than the question's; got the same.",
  ],
  [
    "groupBy: [CHANNEL]",
    "distinct(dimension: CHANNEL)",
    "dimension: expected one that is not in groupBy; got CHANNEL.",
  ],
  [
    "groupBy: [CHANNEL]",
    "distinct(dimension: PROCESSING_DAYS)",
    "dimension: expected one of keys; got PROCESSING_DAYS, which has classes.",
  ],
  [
    "groupBy: [CHANNEL]",
    "share(measure: ON_TIME_RATE)",
    "measure: expected a count, which has a share of the total; got ON_TIME_RATE.",
  ],
])("refuses %s { %s }", async (args, field, message) => {
  const { errors } = await subgraph.execute(`{ dossierStats(${args}, first: 1) { rows { ${field} } } }`);
  expect(errors).toMatchObject([{ message, code: "BAD_USER_INPUT" }]);
});

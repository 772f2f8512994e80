import sql, { raw } from "sql-template-tag";
import { Statistics } from "../../../../shared/kit/statistics/statistics";
import {
  analyst,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

interface Row {
  bucket?: { label: string } | null;
  organization?: { code: string } | null;
  measures: { received: number; resolved: number };
}
interface Stats {
  rows: Row[];
  totals: { received: number };
  truncated: boolean;
}

async function stats(args: string, selection: string, options: { now?: string } = {}): Promise<Stats> {
  const { data, errors } = await subgraph.execute(
    `{ dossierStats${args} { ${selection} } }`,
    {},
    { viewer: analyst, ...options },
  );
  expect(errors).toEqual([]);
  return data?.dossierStats as Stats;
}

it("counts all as one group when nothing is grouped by, as of now", async () => {
  const found = await stats(
    "",
    "rows { bucket { label } organization { code } measures { received } } dataAsOf truncated",
  );
  expect(found).toEqual({
    rows: [{ bucket: null, organization: null, measures: { received: 12433 } }],
    dataAsOf: "2025-11-14T05:00:00.000Z",
    truncated: false,
  });
});

it("has typed keys for every dimension, that walk on", async () => {
  const keys = {
    ORGANIZATION: "organization { code }",
    UNIT: "unit { code }",
    PROCEDURE: "procedure { code field { code } }",
    PROCEDURE_FIELD: "procedureField { code name(lang: EN) }",
    CHANNEL: "channel",
    APPLICANT: "applicant",
    STATUS: "status",
    TIMELINESS: "timeliness",
  };
  const columns = {
    ORGANIZATION: "organization_code",
    UNIT: "unit_code",
    PROCEDURE: "procedure_code",
    PROCEDURE_FIELD: "(SELECT field_code FROM procedure WHERE code = procedure_code)",
    CHANNEL: "channel",
    APPLICANT: "applicant",
    STATUS: "status",
    TIMELINESS: `sign((resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`,
  };
  for (const [dimension, selection] of Object.entries(keys)) {
    const { rows } = await stats(
      `(groupBy: [${dimension}], first: 10000)`,
      `rows { ${selection} measures { received } }`,
    );
    const expected = await subgraph.database.rows<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM dossier
      GROUP BY ${raw(columns[dimension as keyof typeof columns])} ORDER BY 1`);
    expect(rows.map(({ measures }) => measures.received).toSorted((a, b) => a - b)).toEqual(
      expected.map(({ count }) => count),
    );
    // Some dossiers are of no unit, and some have no timeliness; all else has a key.
    const withoutKey = rows.filter((row) => Object.values(row).some((value) => value === null)).length;
    expect(withoutKey).toBe(["UNIT", "TIMELINESS"].includes(dimension) ? 1 : 0);
  }
});

it("adds up to the totals of the ungrouped query, in one statement", async () => {
  const query = `{ dossierStats(groupBy: [CHANNEL, APPLICANT, STATUS], timeBucket: { grain: WEEK }, first: 10000) {
    rows { measures { received resolved pending overdue } } totals { received resolved pending overdue } } }`;
  const { data, errors, statements } = await subgraph.execute(query);
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  const found = data?.dossierStats as { rows: { measures: Counts }[]; totals: Counts };
  type Counts = Record<string, number>;
  const { rows, totals } = found;
  const sum = (name: string) => rows.reduce((total, { measures }) => total + (measures[name] ?? 0), 0);
  expect(Object.fromEntries(Object.keys(totals).map((name) => [name, sum(name)]))).toEqual(totals);
  const { rows: all } = await stats("", "rows { measures { received resolved pending overdue } }");
  expect(all[0]?.measures).toEqual(totals);
});

describe("over time", () => {
  const series = async (timeBucket: string, rest = "") => {
    const { rows } = await stats(
      `(timeBucket: ${timeBucket} ${rest})`,
      "rows { bucket { label start end } measures { received } }",
    );
    return rows;
  };

  it.each([
    ["DAY", 135, "2025-07-01", "2025-11-12"],
    ["WEEK", 20, "2025-W27", "2025-W46"],
    ["MONTH", 5, "2025-07", "2025-11"],
    ["QUARTER", 2, "2025-Q3", "2025-Q4"],
    ["YEAR", 1, "2025", "2025"],
  ])("steps by %s without a gap", async (grain, steps, first, last) => {
    const rows = await series(`{ grain: ${grain} }`);
    expect([rows.length, rows.at(0)?.bucket?.label, rows.at(-1)?.bucket?.label]).toEqual([
      steps,
      first,
      last,
    ]);
    expect(rows.reduce((sum, { measures }) => sum + measures.received, 0)).toBe(12433);
  });

  it("fills the days of the filter, but none after today", async () => {
    const filter = `filter: { receivedOn: { gte: "2025-05-10", lt: "2026-03-01" } }`;
    const labels = (await series("{ grain: MONTH }", filter)).map(({ bucket }) => bucket?.label);
    expect(labels).toEqual(["2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11"]);
    const bare = await series("{ grain: MONTH, fillGaps: false }", filter);
    expect(bare.map(({ bucket }) => bucket?.label)).toEqual(labels.slice(2));
  });

  it("fills every group, also where nothing was counted at all", async () => {
    const none = `filter: { organization: { in: ["HN"] }, receivedOn: { gte: "2025-11-01", lt: "2025-11-03" } }`;
    expect(await series("{ grain: DAY }", none)).toEqual([
      { bucket: { label: "2025-11-01", start: "2025-11-01", end: "2025-11-02" }, measures: { received: 0 } },
      { bucket: { label: "2025-11-02", start: "2025-11-02", end: "2025-11-03" }, measures: { received: 0 } },
    ]);
    const { rows } = await stats(
      '(groupBy: [ORGANIZATION], timeBucket: { grain: DAY }, first: 10000, filter: { organization: { in: ["SXD", "U00004"] } })',
      "rows { organization { code } measures { received } }",
    );
    const perOrganization = new Map<string, number>();
    for (const { organization } of rows) {
      perOrganization.set(organization?.code ?? "", (perOrganization.get(organization?.code ?? "") ?? 0) + 1);
    }
    const counts = [...perOrganization.values()];
    expect([perOrganization.size, counts[0]]).toEqual([2, counts[1]]);
  });

  it("by the day of the result has a row without a step for dossiers without a result", async () => {
    const rows = await series("{ field: RESOLVED, grain: MONTH }");
    const { count } = await subgraph.database.row<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM dossier WHERE resolved_at IS NULL`);
    expect(rows.at(-1)).toEqual({ bucket: null, measures: { received: count } });
    expect(rows.slice(0, -1).map(({ bucket }) => bucket?.label)).toEqual([
      "2025-07",
      "2025-08",
      "2025-09",
      "2025-10",
      "2025-11",
    ]);
  });
});

it("orders by a measure, filters by `having` and reports whether groups are left out", async () => {
  const ranking = await subgraph.database.rows<{ code: string; received: number }>(sql`
    SELECT organization_code AS code, count(*)::int AS received FROM dossier GROUP BY 1 ORDER BY 2 DESC, 1`);
  const ordered = "orderBy: [{ field: RECEIVED }]";
  const selection = "rows { organization { code } measures { received } } totals { received } truncated";
  const found = await stats(`(groupBy: [ORGANIZATION], ${ordered}, first: 5)`, selection);
  expect(found).toEqual({
    rows: ranking
      .slice(0, 5)
      .map(({ code, received }) => ({ organization: { code }, measures: { received } })),
    totals: { received: 12433 },
    truncated: true,
  });
  const limit = ranking[4]?.received ?? 0;
  const having = `having: [{ measure: RECEIVED, is: { gte: ${limit} } }]`;
  const { rows, truncated } = await stats(`(groupBy: [ORGANIZATION], ${having})`, selection);
  expect([rows.length, truncated]).toEqual([
    ranking.filter(({ received }) => received >= limit).length,
    false,
  ]);
});

it.each([
  "RECEIVED",
  "RESOLVED",
  "PENDING",
  "OVERDUE",
  "ON_TIME_RATE",
  "DIGITISATION_RATE",
  "ELECTRONIC_RESULT_RATE",
  "ONLINE_PAYMENT_RATE",
  "SATISFACTION_RATE",
  "AVERAGE_PROCESSING_DAYS",
])("orders by %s, groups without a value last either way", async (field) => {
  const name = field.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const selection = field.endsWith("RATE") ? `${name} { value }` : name;
  for (const direction of ["ASC", "DESC"]) {
    const { data, errors } = await subgraph.execute(`{ dossierStats(groupBy: [STATUS, ORGANIZATION],
      orderBy: [{ field: ${field}, direction: ${direction} }]) { rows { measures { ${selection} } } } }`);
    expect(errors).toEqual([]);
    type Value = number | null | { value: number | null };
    const found = data?.dossierStats as { rows: { measures: Record<string, Value> }[] };
    const { rows } = found;
    const values = rows.map(({ measures }) => {
      const value = measures[name] ?? null;
      return typeof value === "object" && value !== null ? value.value : value;
    });
    const key = (value: number | null) => (value === null ? Infinity : direction === "ASC" ? value : -value);
    expect(values).toEqual(
      values.toSorted((left, right) => (key(left) > key(right) ? 1 : key(left) < key(right) ? -1 : 0)),
    );
    expect(values.length).toBeGreaterThan(100);
  }
});

it("has the percentiles of each group, in a second statement", async () => {
  const { data, errors, statements } = await subgraph.execute(`{ dossierStats(groupBy: [CHANNEL]) {
    rows { channel measures { p90: processingDays(percentile: 0.9) median: processingDays } }
    totals { p90: processingDays(percentile: 0.9) median: processingDays } } }`);
  const expected = await subgraph.database.rows<{ channel: string | null }>(sql`
    SELECT channel, percentile_disc(0.9) WITHIN GROUP (ORDER BY days) AS p90,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS median
    FROM (SELECT channel::text, (resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS days FROM dossier WHERE resolved_at IS NOT NULL) AS d
    GROUP BY GROUPING SETS (channel, ()) ORDER BY channel NULLS LAST`);
  const groups = expected.map(({ channel, ...measures }) => ({ channel, measures }));
  expect({ errors, statements, stats: data?.dossierStats }).toEqual({
    errors: [],
    statements: 2,
    stats: { rows: groups.slice(0, -1), totals: groups.at(-1)?.measures },
  });
});

it.each([
  [
    "groupBy: [ORGANIZATION, UNIT, CHANNEL, STATUS, WEEKDAY]",
    "groupBy: expected at most 4 dimensions; got 5.",
  ],
  ["groupBy: [UNIT, UNIT]", "groupBy: expected each dimension at most once; got UNIT, UNIT."],
  ["first: 0", "first: expected 1 to 10000; got 0."],
  ["first: 10001", "first: expected 1 to 10000; got 10001."],
  [
    "having: [{ measure: RECEIVED, is: { gte: 2, lte: 1 } }]",
    "having.0.is: expected gte to be no larger than lte; got 2 and 1.",
  ],
  [
    `filter: { resolvedOn: { gte: "2025-09-02", lt: "2025-09-01" } }`,
    "filter.resolvedOn: expected gte to be before lt; got 2025-09-02 and 2025-09-01.",
  ],
  [
    `timeBucket: { grain: DAY }, filter: { receivedOn: { gte: "0025-01-01", lt: "2025-09-01" } }`,
    "timeBucket: expected at most 10000 steps; got the days from 0025-01-01 to 2025-08-31. Take a coarser grain or a shorter range.",
  ],
  [
    `timeBucket: { grain: WEEK }, filter: { receivedOn: { gte: "0025-01-01" } }`,
    "timeBucket: expected at most 10000 steps; got the days from 0025-01-01 to 2025-11-14. Take a coarser grain or a shorter range.",
  ],
])("refuses %s", async (args, message) => {
  const { data, errors } = await subgraph.execute(`{ dossierStats(${args}) { truncated } }`);
  expect({ data, errors }).toEqual({
    data: { dossierStats: null },
    errors: [{ message, path: ["dossierStats"], code: "BAD_USER_INPUT" }],
  });
});

it("allows only the schema's measures in `having`", async () => {
  const { errors } = await subgraph.execute(
    "{ dossierStats(having: [{ measure: PRICE, is: { gte: 1 } }]) { truncated } }",
  );
  expect(errors).toMatchObject([{ code: "GRAPHQL_VALIDATION_FAILED" }]);
});

it("explains how to narrow a query that takes too long", async () => {
  const query = { groupBy: ["PROCEDURE", "UNIT"], first: 10 };
  const answer = subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET LOCAL statement_timeout = '1ms'`);
    return new Statistics().ask(dossierCube, query, { database, now: new Date("2025-11-14T05:00:00Z") });
  });
  await expect(answer).rejects.toMatchObject({
    code: "QUERY_TIMEOUT",
    message:
      "dossierStats: expected a question that is answered in time; this one was ended. Filter by fewer days, " +
      "organizations or units, group by fewer dimensions, or ask for a coarser grain.",
  });
});

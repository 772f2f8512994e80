import fc from "fast-check";
import sql from "sql-template-tag";
import { globalId } from "../../../shared/base/text/global-id";
import { truncateChangeLog } from "../../../shared/database/change-log/maintain-change-log";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { readClaims } from "../seed/published-claims";
import { innovation } from "../subgraph";
import { addIndicator, addObservation } from "./observation.fixture";

/** How many figures the seed publishes. */
const reported = readClaims().filter(({ basis }) => basis === "REPORTED").length;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const idOf = (key: string) => globalId("Observation", key);

interface Page {
  nodes: { id: string; supersededAt: string | null; updatedAt: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

async function changes(after: string | null, filter: object | null = null, first = 200): Promise<Page> {
  const { data, errors } = await subgraph.execute(
    `query ($first: Int, $after: String, $filter: ObservationFilter) {
      observationChanges(first: $first, after: $after, filter: $filter) {
        nodes { id supersededAt updatedAt } pageInfo { hasNextPage endCursor } totalCount } }`,
    { first, after, filter },
  );
  expect(errors).toEqual([]);
  return data?.observationChanges as Page;
}

/**
 * Waits until all that is committed is shown. The oldest transaction that runs is that of the whole server, and other
 * test files have theirs.
 */
async function settled(): Promise<void> {
  const statement = sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(transaction), '0') AS settled FROM change_log`;
  while (!(await subgraph.database.row<{ settled: boolean }>(statement)).settled);
}

let indicators = 0;
async function newIndicator(): Promise<string> {
  indicators += 1;
  const code = `test.changes-${indicators}`;
  await addIndicator(subgraph.database, { code });
  return code;
}

it("gives every observation once, and from a stored cursor only what changed since", async () => {
  await settled();
  const all = await changes(null);
  expect(all.totalCount).toBe(reported);
  expect(new Set(all.nodes.map(({ id }) => id)).size).toBe(reported);
  const cursor = all.pageInfo.endCursor;
  expect(await changes(cursor)).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });

  const indicatorCode = await newIndicator();
  const first = await addObservation(subgraph.database, { indicatorCode, value: "1" });
  await settled();
  const added = await changes(cursor);
  expect(added.nodes).toMatchObject([{ id: idOf(first), supersededAt: null }]);

  const recordedAt = new Date("2025-11-20T00:00:00Z");
  const second = await addObservation(subgraph.database, {
    indicatorCode,
    value: "2",
    supersedesId: first,
    revision: 2,
    recordedAt,
  });
  await settled();
  const { nodes } = await changes(added.pageInfo.endCursor);
  const updatedAt = recordedAt.toISOString();
  expect(nodes).toEqual([
    { id: idOf(first), supersededAt: updatedAt, updatedAt },
    { id: idOf(second), supersededAt: null, updatedAt },
  ]);
});

it("leaves nothing behind a reader when a transaction that began earlier commits later", async () => {
  const indicatorCode = await newIndicator();
  const start = (await changes(null, { updatedAt: { gt: "2100-01-01T00:00:00Z" } })).totalCount;
  expect(start).toBe(0);
  await settled();
  const cursor = await lastCursor();
  const early = subgraph.dataSource.createQueryRunner();
  await early.startTransaction();
  const insert = (period: string) => `INSERT INTO observation
    (indicator_code, area_code, period, value, qualifier, published_at, recorded_at, origin)
    VALUES ('${indicatorCode}', '01', '${period}', 1, 'EXACT', '2025-11-01', '2025-11-01', 'REPORTED') RETURNING id`;
  const [{ id: slow }] = await early.query(insert("2023"));
  const [{ id: quick }] = await subgraph.dataSource.query(insert("2024"));
  // The quick one is committed, and yet not shown: the slow one is to come before it.
  const between = await changes(cursor);
  expect(between.nodes).toEqual([]);
  await early.commitTransaction();
  await early.release();
  await settled();
  const { nodes } = await changes(between.pageInfo.endCursor ?? cursor);
  expect(nodes.map(({ id }) => id)).toEqual([slow, quick].map(idOf));
});

async function lastCursor(): Promise<string | null> {
  let cursor: string | null = null;
  for (;;) {
    const page: Page = await changes(cursor);
    cursor = page.pageInfo.endCursor ?? cursor;
    if (!page.pageInfo.hasNextPage) return cursor;
  }
}

it("begins anew where the log was cut behind a reader, and not where that lacks nothing", async () => {
  await settled();
  const before = await lastCursor();
  const indicatorCode = await newIndicator();
  await addObservation(subgraph.database, { indicatorCode, value: "1" });
  await settled();
  const last = (await changes(before)).pageInfo.endCursor;
  await truncateChangeLog(subgraph.database, 0);
  expect(await changes(last)).toMatchObject({ nodes: [] });
  await addObservation(subgraph.database, { indicatorCode, value: "2", period: "2024" });
  await addObservation(subgraph.database, { indicatorCode, value: "3", period: "2023" });
  await settled();
  await truncateChangeLog(subgraph.database, 0);
  const { data, errors } = await subgraph.execute(
    "query ($after: String) { observationChanges(after: $after) { nodes { id } } }",
    { after: last },
  );
  expect({ data, errors }).toEqual({
    data: { observationChanges: null },
    errors: [
      {
        message:
          "after: expected a cursor of the last 30 days; which rows have changed since this one is not known any more. " +
          "Begin anew: ask without after.",
        path: ["observationChanges"],
        code: "INVALID_CURSOR",
      },
    ],
  });
  expect((await changes(await lastCursor())).nodes).toEqual([]);
});

it("lets a reader of pages of any size keep a true copy, whatever is written between them", async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("read" as const), first: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ kind: fc.constant("write" as const), figure: fc.nat(2) }),
    ),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const indicatorCode = await newIndicator();
      const current = new Map<number, { id: string; revision: number }>();
      const copy = new Map<string, string | null>();
      let cursor: string | null = null;
      const read = async (first: number) => {
        const page: Page = await changes(cursor, null, first);
        for (const { id, supersededAt } of page.nodes) copy.set(id, supersededAt);
        cursor = page.pageInfo.endCursor ?? cursor;
        return page.pageInfo.hasNextPage;
      };
      for (const [at, step] of run.entries()) {
        if (step.kind === "read") {
          await read(step.first);
          continue;
        }
        const { id = null, revision = 0 } = current.get(step.figure) ?? {};
        const added = await addObservation(subgraph.database, {
          indicatorCode,
          value: String(at),
          period: `202${step.figure}`,
          recordedAt: new Date(Date.parse("2025-11-02T00:00:00Z") + at * 1000),
          revision: revision + 1,
          supersedesId: id,
        });
        current.set(step.figure, { id: added, revision: revision + 1 });
      }
      await settled();
      while (await read(200));
      const rows = await subgraph.database.rows<{ id: string; at: Date | null }>(
        sql`SELECT id, superseded_at AS at FROM observation`,
      );
      expect(new Map([...copy].toSorted())).toEqual(
        new Map(rows.map(({ id, at }) => [idOf(id), at?.toISOString() ?? null] as const).toSorted()),
      );
    }),
    { numRuns: 15 },
  );
}, 60_000);

it("can be asked from an instant on, in lists of an indicator too", async () => {
  const indicatorCode = await newIndicator();
  const first = await addObservation(subgraph.database, { indicatorCode, value: "1" });
  await addObservation(subgraph.database, { indicatorCode, value: "9", period: "2024" });
  const recordedAt = new Date("2025-11-20T00:00:00Z");
  await addObservation(subgraph.database, {
    indicatorCode,
    value: "2",
    supersedesId: first,
    revision: 2,
    recordedAt,
  });
  const ask = async (updatedAfter: string, includeSuperseded: boolean) => {
    const { data } = await subgraph.execute(
      `query ($code: ID!, $after: DateTime!, $all: Boolean!) { indicator(code: $code) {
        observations(filter: { updatedAt: { gt: $after } }, includeSuperseded: $all) { nodes { value } } } }`,
      { code: indicatorCode, after: updatedAfter, all: includeSuperseded },
    );
    const { indicator } = data as { indicator: { observations: { nodes: { value: string }[] } } };
    return indicator.observations.nodes.map(({ value }) => value).toSorted();
  };
  expect(await ask("2025-11-19T23:59:59Z", true)).toEqual(["1", "2"]);
  expect(await ask("2025-11-19T23:59:59Z", false)).toEqual(["2"]);
  expect(await ask("2025-11-20T00:00:00Z", true)).toEqual([]);
  expect(await ask("2025-01-01T00:00:00Z", true)).toEqual(["1", "2", "9"]);
});

it("makes of any run of figures and corrections one chain each, of which the last alone is current", async () => {
  const steps = fc.array(fc.record({ figure: fc.nat(2), value: fc.nat(1000) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const indicatorCode = await newIndicator();
      const chains = new Map<number, { id: string; value: number }[]>();
      for (const [at, { figure, value }] of run.entries()) {
        const chain = chains.get(figure) ?? [];
        const recordedAt = new Date(Date.parse("2025-11-02T00:00:00Z") + at * 1000);
        const id = await addObservation(subgraph.database, {
          indicatorCode,
          value: String(value),
          period: `202${figure}`,
          recordedAt,
          revision: chain.length + 1,
          supersedesId: chain.at(-1)?.id ?? null,
        });
        chains.set(figure, [...chain, { id, value }]);
      }
      const rows = await subgraph.database.rows<object>(sql`
        SELECT period, array_agg(id::text ORDER BY revision) AS ids,
          array_agg(value::int ORDER BY revision) AS values,
          array_agg(id::text) FILTER (WHERE superseded_at IS NULL) AS current
        FROM observation WHERE indicator_code = ${indicatorCode} GROUP BY period ORDER BY period`);
      const expected = [...chains].toSorted(([left], [right]) => left - right);
      expect(rows).toEqual(
        expected.map(([figure, chain]) => ({
          period: `202${figure}`,
          ids: chain.map(({ id }) => id),
          values: chain.map(({ value }) => value),
          current: [chain.at(-1)?.id],
        })),
      );
    }),
    { numRuns: 25 },
  );
});

it("counts the current figures of each group, whichever way rows came", async () => {
  const { invalid } = await subgraph.database.row<{ invalid: number }>(sql`
    SELECT count(*)::int AS invalid FROM (
      SELECT indicator_code, area_code, organization_code, period, count(*)::int AS current FROM observation
      WHERE superseded_at IS NULL GROUP BY 1, 2, 3, 4) AS counted
    FULL JOIN observation_group g ON g.indicator_code = counted.indicator_code AND g.period = counted.period
      AND coalesce(g.area_code, '') = coalesce(counted.area_code, '')
      AND coalesce(g.organization_code, '') = coalesce(counted.organization_code, '')
    WHERE coalesce(g.current, 0) <> coalesce(counted.current, 0)`);
  expect(invalid).toBe(0);
});

it("counts a correction that moves to another period in both groups", async () => {
  const indicatorCode = await newIndicator();
  const first = await addObservation(subgraph.database, { indicatorCode, value: "1", period: "2024" });
  await addObservation(subgraph.database, { indicatorCode, value: "2", period: "2025" });
  await addObservation(subgraph.database, {
    indicatorCode,
    value: "3",
    period: "2025",
    supersedesId: first,
    revision: 2,
    recordedAt: new Date("2025-11-20T00:00:00Z"),
  });
  const groups = await subgraph.database.rows<object>(sql`
    SELECT period, current FROM observation_group WHERE indicator_code = ${indicatorCode} ORDER BY period`);
  expect(groups).toEqual([
    { period: "2024", current: 0 },
    { period: "2025", current: 2 },
  ]);
  const { data } = await subgraph.execute(
    `{ indicator(code: "${indicatorCode}") { conflicts { period observations { value } } } }`,
  );
  expect(data).toEqual({
    indicator: { conflicts: [{ period: "2025", observations: [{ value: "3" }, { value: "2" }] }] },
  });
});

import fc from "fast-check";
import { groupKey, type StatisticsQuery } from "../../../shared/kit/cube/statistics-query";
import { keysOf } from "../../../shared/kit/cube/statistics-sql";
import { anyDossierQuery } from "../../../test/support/statistics/random-dossier-queries";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";
import { dossierCube } from "./dossier.cube";

/* Pages of groups, and the first within each of a dimension. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

interface Page {
  rows: { unit: { code: string } | null; channel: string; measures: { received: number } }[];
  endCursor: string | null;
  truncated: boolean;
}
const grouped = "groupBy: [UNIT, CHANNEL], orderBy: [{ field: RECEIVED }]";
async function page(more: string, isPublic = false, query = grouped) {
  const viewer = isPublic ? { viewer: { subject: null, role: "public", organization: null } as const } : {};
  const { data, errors } = await subgraph.execute(
    `{ dossierStats(${query}, ${more}) {
      rows { unit { code } channel measures { received } } endCursor truncated } }`,
    {},
    viewer,
  );
  return { stats: data?.dossierStats as Page | null, errors };
}

it.each([false, true])("returns each group once over its pages (for the public: %s)", async (isPublic) => {
  const whole = await page("first: 1000", isPublic);
  const rows: Page["rows"] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; pages < 100; pages += 1) {
    const { stats, errors } = await page(`first: 37, after: ${JSON.stringify(cursor ?? null)}`, isPublic);
    expect(errors).toEqual([]);
    rows.push(...(stats?.rows ?? []));
    cursor = stats?.endCursor;
    if (!stats?.truncated) break;
  }
  expect(rows.length).toBeGreaterThan(100);
  expect(rows).toEqual(whole.stats?.rows);
});

it("refuses the cursor of another query, and texts that are none", async () => {
  const { stats } = await page("first: 10");
  const cursor = JSON.stringify(stats?.endCursor);
  const other = await page(`first: 10, after: ${cursor}`, false, "groupBy: [UNIT, CHANNEL]");
  const none = await page(`first: 10, after: "WyJub25lIl0"`);
  expect([...other.errors, ...none.errors].map(({ message, code }) => ({ message, code }))).toEqual([
    {
      message: "after: expected an endCursor of this question; got one of another question.",
      code: "BAD_USER_INPUT",
    },
    { message: "after: expected an endCursor of this question; got something else.", code: "BAD_USER_INPUT" },
  ]);
});

it.each([
  ["topWithin: { dimension: UNIT, first: 0 }", "topWithin.first: expected 1 to 10000; got 0."],
  [
    "topWithin: { dimension: STATUS, first: 1 }",
    "topWithin.dimension: expected a dimension of groupBy; got STATUS.",
  ],
])("refuses %s", async (args, message) => {
  expect((await page(args)).errors).toMatchObject([{ message, code: "BAD_USER_INPUT" }]);
});

it("returns the first groups within each key of a dimension, in the order of all groups", async () => {
  const names = (query: StatisticsQuery) => keysOf(dossierCube, query);
  const statisticsContext = (isPublic: boolean) => ({
    database: subgraph.database,
    now: new Date(testNow),
    isPublic,
  });
  let compared = 0;
  for (const query of fc.sample(anyDossierQuery, { numRuns: 40, seed: 3 })) {
    const { classes: _, ...plain } = query;
    const [dimension] = plain.groupBy;
    if (dimension === undefined || /processingDays|satisfaction/.test(JSON.stringify(plain.filter))) continue;
    for (const isPublic of [false, true]) {
      const top = { ...plain, topWithin: { dimension, first: 2 }, first: 300 };
      const ask = (one: StatisticsQuery) =>
        subgraph.statistics.ask(dossierCube, one, statisticsContext(isPublic));
      const all = await ask({ ...top, topWithin: null, first: 10_000 }).catch(() => undefined);
      if (!all || all.groups.length > 10_000) continue;
      compared += 1;
      const name = dimension.toLowerCase().replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
      const expected = [...Map.groupBy(all.groups, ({ keys }) => keys[name]).values()].flatMap((some) =>
        some.slice(0, 2),
      );
      const found = await ask(top);
      expect({ query: top, keys: found.groups.map(({ keys }) => groupKey(keys, names(top))) }).toEqual({
        query: top,
        keys: all.groups
          .filter((group) => expected.includes(group))
          .slice(0, 301)
          .map(({ keys }) => groupKey(keys, names(top))),
      });
    }
  }
  expect(compared).toBeGreaterThan(20);
}, 120_000);

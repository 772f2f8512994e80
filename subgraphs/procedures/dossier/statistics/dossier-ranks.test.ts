import sql from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../../shared/http/identity/viewer";
import {
  admin,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* Groups ordered, and filtered, by percentiles and shares. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

interface Row {
  unit: { code: string } | null;
  channel: string;
  share: number | null;
  measures: { received: number; processingDays: number | null };
}

async function ask(args: string, viewer: Viewer = admin) {
  const { data, errors } = await subgraph.execute(
    `{ dossierStats(${args}) { rows { unit { code } channel share(measure: RECEIVED)
      measures { received processingDays(percentile: 0.9) } } truncated endCursor } }`,
    {},
    { viewer },
  );
  expect(errors).toEqual([]);
  return data?.dossierStats as { rows: Row[]; truncated: boolean; endCursor: string };
}

const ranked =
  "groupBy: [UNIT], orderBy: [{ field: AVERAGE_PROCESSING_DAYS, percentile: 0.9 }, { field: RECEIVED, direction: ASC }]";
const bounded = `${ranked}, having: [{ measure: AVERAGE_PROCESSING_DAYS, percentile: 0.5, is: { gte: 3 } },
  { measure: RECEIVED, share: true, is: { gte: 0.005 } }]`;

it("orders units by a percentile and filters them by others, as PostgreSQL does", async () => {
  const expected = await subgraph.database.rows<object>(sql`
    WITH counted AS (
      SELECT unit_code AS code, count(*)::int AS received, count(*)::float8 / sum(count(*)) OVER () AS share,
        percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days) AS took
      FROM (SELECT unit_code, (resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS days FROM dossier) AS d GROUP BY 1)
    SELECT code, received, took[2] AS "processingDays" FROM counted WHERE took[1] >= 3 AND share >= 0.005
    ORDER BY took[2] DESC NULLS LAST, received, code COLLATE "C" NULLS LAST`);
  const { rows, truncated } = await ask(`${bounded}, first: 200`);
  expect(expected.length).toBeGreaterThan(20);
  expect(rows.map(({ unit, measures }) => ({ code: unit?.code ?? null, ...measures }))).toEqual(expected);
  expect(truncated).toBe(false);
});

it.each([
  ["an analyst", admin],
  ["the public", publicViewer],
])("shows %s the same in pages as at once, in the order of the visible counts", async (_, viewer) => {
  const whole = await ask(`${ranked}, first: 200`, viewer);
  const days = whole.rows.map(({ measures }) => measures.processingDays ?? -1);
  expect(days).toEqual(days.toSorted((left, right) => right - left));
  const [first, second] = [await ask(`${ranked}, first: 30`, viewer), whole.rows.slice(30, 60)];
  const next = await ask(`${ranked}, first: 30, after: "${first.endCursor}"`, viewer);
  expect([first.rows, next.rows]).toEqual([whole.rows.slice(0, 30), second]);
  const filtered = await ask(`${bounded}, first: 200`, viewer);
  expect(filtered.rows.length).toBeGreaterThan(20);
  expect(filtered.rows.filter(({ share }) => share === null || share < 0.005)).toEqual([]);
});

it("has the first of each channel by their share", async () => {
  const args = "groupBy: [UNIT, CHANNEL], topWithin: { dimension: CHANNEL, first: 2 }";
  const [byShare, byCount] = [
    await ask(`${args}, orderBy: [{ field: RECEIVED, share: true }]`),
    await ask(`${args}, orderBy: [{ field: RECEIVED }]`),
  ];
  expect(byShare).toMatchObject({ rows: byCount.rows });
  expect(byShare.rows.length).toBe(6);
});

it("orders by the new values when dossiers change", async () => {
  const before = await ask(`${ranked}, first: 200`);
  await subgraph.database.rows(sql`UPDATE dossier SET received_at = received_at - interval '40 days'
    WHERE unit_code = '00004' AND resolved_at IS NOT NULL`);
  const { rows } = await ask(`${ranked}, first: 200`);
  expect(rows[0]?.unit).toEqual({ code: "00004" });
  expect(before.rows[0]?.unit).not.toEqual({ code: "00004" });
});

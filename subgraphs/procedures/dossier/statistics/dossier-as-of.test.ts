import fc from "fast-check";
import sql from "sql-template-tag";
import { addDays, startOf } from "../../../../shared/base/clock/calendar-day";
import { publicViewer } from "../../../../shared/http/identity/viewer";
import { countRows } from "../../../../shared/kit/cube/count-rows";
import { anyPastQuery } from "../../../../test/support/statistics/random-dossier-queries";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

/* Dossiers as they were at the end of past days, against their events, which the engine does not read. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const days = ["2025-07-01", "2025-07-31", "2025-09-07", "2025-10-31", "2025-11-12", "2025-11-13"];
const query = `query ($asOf: Date, $keys: [_Any!]!) {
  dossierStats(asOf: $asOf, groupBy: [UNIT], first: 200) {
    rows { unit { code } measures { received resolved pending overdue } } dataThrough }
  _entities(representations: $keys) {
    ... on AdministrativeUnit { dossierStats(asOf: $asOf) { pending } }
    ... on Organization { dossierStats(asOf: $asOf) { pending } }
    ... on Procedure { dossierStats(asOf: $asOf) { pending } } } }`;

/** Counts of each unit's dossiers at the end of a day, by their events. */
function unitsByEvents(asOf: string) {
  const end = sql`${startOf(addDays(asOf, 1))}::timestamptz`;
  const isPending = sql`status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED')`;
  return subgraph.database.rows<{ code: string | null; pending: number }>(sql`
    WITH past AS (
      SELECT DISTINCT ON (d.id) d.unit_code, d.due_at, e.status
      FROM dossier d JOIN dossier_event e ON e.dossier_id = d.id
      WHERE e.at < ${end} ORDER BY d.id, e.sequence DESC)
    SELECT unit_code AS code, count(*)::int AS received,
      (count(*) FILTER (WHERE status IN ('RESOLVED', 'RETURNED')))::int AS resolved,
      (count(*) FILTER (WHERE ${isPending}))::int AS pending,
      (count(*) FILTER (WHERE ${isPending} AND due_at < ${end}))::int AS overdue
    FROM past GROUP BY 1 ORDER BY unit_code COLLATE "C" NULLS LAST`);
}

it.each(days)(
  "counts %s as the events do, also in fields of units, organizations and procedures",
  async (asOf) => {
    const { code: procedure } = await subgraph.database.row<{ code: string }>(sql`
    SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`);
    const keys = [
      { __typename: "AdministrativeUnit", code: "01" },
      { __typename: "AdministrativeUnit", code: "00004" },
      { __typename: "Organization", code: "SXD" },
      { __typename: "Procedure", code: procedure },
    ];
    const { data, errors } = await subgraph.execute(query, { asOf, keys });
    const units = await unitsByEvents(asOf);
    const rows = units.map(({ code, ...measures }) => ({ unit: code === null ? null : { code }, measures }));
    const pendingOf = async (filter: object) => {
      const { totals } = await countRows(
        subgraph.database,
        dossierCube,
        { asOf, filter: { ...filter }, groupBy: [], first: 1 },
        new Date(testNow),
      );
      return { dossierStats: { pending: totals.pending } };
    };
    expect({ data, errors }).toEqual({
      data: {
        dossierStats: { rows, dataThrough: asOf < "2025-11-12" ? asOf : "2025-11-12" },
        _entities: [
          { dossierStats: { pending: units.reduce((sum, { pending }) => sum + pending, 0) } },
          { dossierStats: { pending: units.find(({ code }) => code === "00004")?.pending ?? 0 } },
          await pendingOf({ organization: { in: ["SXD"] } }),
          await pendingOf({ procedure: { in: [procedure] } }),
        ],
      },
      errors: [],
    });
  },
);

it("has the ends of mutations from then on, and corrections in the past", async () => {
  const pendingAt = async (asOf: string) => {
    const { data } = await subgraph.execute(
      `{ dossierStats(asOf: "${asOf}") { totals { received pending } } }`,
    );
    const stats = data?.dossierStats as { totals: { received: number; pending: number } } | undefined;
    return stats?.totals ?? { received: -1, pending: -1 };
  };
  const ends = ["STOPPED", "WITHDRAWN", "RESOLVED"];
  const rows = await subgraph.database.rows<{ id: string }>(sql`
    SELECT id FROM dossier d WHERE status = 'PROCESSING' AND NOT EXISTS (
      SELECT FROM dossier_event e WHERE e.dossier_id = d.id AND at >= '2025-11-10T00:00+07') ORDER BY id LIMIT 3`);
  const before = { earlier: await pendingAt("2025-11-09"), later: await pendingAt("2025-11-10") };
  for (const [at, { id }] of rows.entries()) {
    const { data } = await subgraph.execute(
      `mutation { recordDossierEvent(input: { dossier: "Dossier:${id}", status: ${ends[at]}, at: "2025-11-10T23:59:59.999+07:00" }) {
        userErrors { message } } }`,
      {},
      { viewer: { subject: "a", role: "admin", organization: null } },
    );
    expect(data).toEqual({ recordDossierEvent: { userErrors: [] } });
  }
  const after = { earlier: await pendingAt("2025-11-09"), later: await pendingAt("2025-11-10") };
  expect(after.earlier).toEqual(before.earlier);
  expect(after.later).toEqual({ ...before.later, pending: before.later.pending - 3 });
  await subgraph.database.rows(sql`
    UPDATE dossier SET received_at = received_at - interval '500 days' WHERE id = ${rows[0]?.id ?? ""}`);
  expect(await pendingAt("2025-06-30")).toEqual({ received: 1, pending: 1 });
});

it("answers any query of the past from the store as from PostgreSQL", async () => {
  const now = new Date(testNow);
  let compared = 0;
  for (const query of fc.sample(anyPastQuery, { numRuns: 80, seed: 3 })) {
    const statisticsContext = { database: subgraph.database, now };
    const found = await subgraph.statistics
      .ask(dossierCube, query, statisticsContext)
      .catch((error: Error) => {
        expect(error.message).toMatch(
          /^(asOf: expected 20\d\d-\d\d-\d\d, the first day|asOf: expected today|.*got (STATUS|status), which is known as it is now)/,
        );
      });
    if (!found) continue;
    compared += 1;
    const asOf = query.asOf === "2025-11-14" ? null : (query.asOf ?? null);
    const truth = await countRows(subgraph.database, dossierCube, { ...query, asOf }, now);
    expect({ query, groups: found.groups, totals: found.totals }).toEqual({ query, ...truth });
  }
  expect(compared).toBeGreaterThan(40);
}, 180_000);

it("refuses measures that are unknown of the past, and days before the first known one", async () => {
  const refused = [
    [
      `groupBy: [STATUS], asOf: "2025-10-31"`,
      "groupBy: expected with asOf what is known of past days; got STATUS, which is known as it is now.",
    ],
    [
      `filter: { not: { status: { eq: STOPPED } } }, asOf: "2025-10-31"`,
      "filter: expected with asOf what is known of past days; got status, which is known as it is now.",
    ],
    [
      `asOf: "2019-12-31"`,
      expect.stringMatching(
        /^asOf: expected 20\d\d-\d\d-\d\d, the first day of which dossiers are told, or later; got 2019-12-31\.$/,
      ),
    ],
    [`asOf: "2025-11-15"`, "asOf: expected today, 2025-11-14, or before; got 2025-11-15."],
  ];
  for (const [query, message] of refused) {
    const { errors } = await subgraph.execute(`{ dossierStats(${query}) { totals { pending } } }`);
    expect(errors).toEqual([{ message, path: ["dossierStats"], code: "BAD_USER_INPUT" }]);
  }
  const { errors } = await subgraph.execute(
    `{ dossierStats(groupBy: [STATUS], asOf: "2025-11-14") { totals { pending } } }`,
  );
  expect(errors).toEqual([]);
});

it("shows the public the ends of months, exactly for the whole city", async () => {
  const ask = (asOf: string, groupBy = "") =>
    subgraph.execute(
      `{ dossierStats(asOf: "${asOf}", groupBy: [${groupBy}]) { totals { pending overdue protected } rows { measures { protected } } } }`,
      {},
      { viewer: publicViewer },
    );
  const { errors } = await ask("2025-10-30");
  expect(errors).toEqual([
    {
      message:
        "asOf: expected the last day of a month, today, or none, so that nobody is singled out by a day more; got 2025-10-30. " +
        "Ask as an analyst.",
      path: ["dossierStats"],
      code: "BAD_USER_INPUT",
    },
  ]);
  const units = await unitsByEvents("2025-10-31");
  const sum = (name: "pending") => units.reduce((all, unit) => all + unit[name], 0);
  const { data } = await ask("2025-10-31");
  expect(data).toMatchObject({ dossierStats: { totals: { pending: sum("pending"), protected: false } } });
  const byUnit = await ask("2025-10-31", "UNIT");
  const stats = byUnit.data?.dossierStats as { rows: { measures: { protected: boolean } }[] } | undefined;
  const rows = stats?.rows ?? [];
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.every(({ measures }) => measures.protected)).toBe(true);
  const ofMonth = await subgraph.statistics.ask(
    dossierCube,
    {
      asOf: "2025-10-31",
      filter: { receivedOn: { gte: "2025-07-01", lt: "2025-08-01" } },
      groupBy: [],
      first: 1,
    },
    { database: subgraph.database, now: new Date(testNow), isPublic: true },
  );
  expect(ofMonth.protects).toMatchObject({ groups: true, totals: true });
});

it("counts the backlog at the end of each month in one query, as the events do", async () => {
  const { data, errors } = await subgraph.execute(`{ dossierStats(
    groupBy: [UNIT], timeBucket: { field: AS_OF, grain: MONTH, from: "2025-08-15" }, first: 1000
  ) { rows { bucket { label } isPartial unit { code } measures { received resolved pending overdue } } totals { received } } }`);
  const rows = [];
  for (const asOf of ["2025-08-31", "2025-09-30", "2025-10-31"])
    for (const { code, ...measures } of await unitsByEvents(asOf))
      rows.push({
        ...{
          bucket: { label: asOf.slice(0, 7) },
          isPartial: false,
          unit: code === null ? null : { code },
          measures,
        },
      });
  const found = data?.dossierStats as { rows: { isPartial: boolean }[] } | undefined;
  expect({ errors, rows: found?.rows.filter(({ isPartial }) => !isPartial) }).toEqual({ errors: [], rows });
  expect(found?.rows.filter(({ isPartial }) => isPartial).length).toBe(127);
  expect(data).toMatchObject({ dossierStats: { totals: { received: 12433 } } });
});

it("orders, filters, pages and compares steps, with their percentiles and distinct keys", async () => {
  const steps = `timeBucket: { field: AS_OF, grain: MONTH }, groupBy: [CHANNEL]`;
  const fields =
    "rows { bucket { label } channel measures { pending processingDays } change(measure: PENDING) distinct(dimension: UNIT) } endCursor";
  const ask = async (more: string) => {
    const { data, errors } = await subgraph.execute(`{ dossierStats(${steps}, ${more}) { ${fields} } }`);
    expect(errors).toEqual([]);
    return data?.dossierStats as { rows: StepRow[]; endCursor: string };
  };
  const all = (await ask("first: 100")).rows;
  for (const [at, asOf] of ["2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31"].entries()) {
    const { data } = await subgraph.execute(`{ dossierStats(asOf: "${asOf}", groupBy: [CHANNEL]) {
      rows { channel measures { pending processingDays } distinct(dimension: UNIT) } } }`);
    const alone = data?.dossierStats as { rows: StepRow[] } | undefined;
    const step = all.filter(({ bucket }) => bucket.label === asOf.slice(0, 7));
    expect(step.map(({ bucket, change, ...row }) => row)).toEqual(alone?.rows);
    const before = all.filter(({ bucket }) => bucket.label === `2025-0${6 + at}`);
    expect(step.map(({ change }) => change)).toEqual(
      step.map(({ channel, measures }) => {
        const earlier = before.find((row) => row.channel === channel);
        return earlier ? measures.pending - earlier.measures.pending : null;
      }),
    );
  }
  const ordered = await ask(
    "first: 4, having: [{ measure: PENDING, is: { gte: 20 } }], orderBy: [{ field: PENDING }]",
  );
  const wanted = all
    .filter(({ measures }) => measures.pending >= 20)
    .toSorted((left, right) => right.measures.pending - left.measures.pending);
  expect(ordered.rows).toEqual(wanted.slice(0, 4));
  const next = `first: 3, after: ${JSON.stringify((await ask("first: 4")).endCursor)}`;
  expect((await ask(next)).rows).toEqual(all.slice(4, 7));
});

interface StepRow {
  bucket: { label: string };
  channel: string;
  measures: { pending: number };
  change: number | null;
}

it("refuses steps that are too many, begin in the future, or single somebody out", async () => {
  const refused = async (bucket: string, viewer = {}) => {
    const { errors } = await subgraph.execute(
      `{ dossierStats(timeBucket: { ${bucket} }) { totals { pending } } }`,
      {},
      viewer,
    );
    return errors.map(({ message }) => message);
  };
  expect(await refused("field: AS_OF, grain: DAY")).toEqual([
    "timeBucket: expected at most 60 steps of AS_OF; got more. Take a coarser grain, or a later day to begin from.",
  ]);
  expect(await refused(`field: AS_OF, grain: MONTH, from: "2025-11-15"`)).toEqual([
    "timeBucket.from: expected 2025-11-14 or before; got 2025-11-15.",
  ]);
  expect(await refused(`field: RECEIVED, grain: MONTH, from: "2025-11-01"`)).toEqual([
    "timeBucket.from: expected none with RECEIVED; got 2025-11-01. Filter by its days.",
  ]);
  expect(await refused("field: AS_OF, grain: WEEK", { viewer: publicViewer })).toEqual([
    "timeBucket.grain: expected MONTH or longer with AS_OF, so that nobody is singled out by a day more; got WEEK. Ask as an analyst.",
  ]);
  expect(await refused("field: AS_OF, grain: MONTH", { viewer: publicViewer })).toEqual([]);
});

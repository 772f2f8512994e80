import sql from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../../../shared/base/clock/calendar-day";
import { publicViewer } from "../../../shared/http/identity/viewer";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const score = `month asOf total transparency progress digitisation onlineServiceProvision onlineServices onlinePayment
  satisfaction origin syntheticShare { numerator denominator }`;
const everything = `query ($asOf: Date, $month: Month, $keys: [_Any!]!) {
  serviceIndexRanking(month: $month, asOf: $asOf) { month asOf truncated rows { organization { code } ${score} } }
  _entities(representations: $keys) {
    ... on AdministrativeUnit { serviceIndex(month: $month, asOf: $asOf) { unit { code } ${score} } }
    ... on Organization { serviceIndex(month: $month, asOf: $asOf) { organization { code } ${score} } } } }`;
const keys = [
  { __typename: "AdministrativeUnit", code: "01" },
  { __typename: "AdministrativeUnit", code: "00004" },
  { __typename: "Organization", code: "SXD" },
];

/** Brings the database back to the end of a day: later rows and changes are removed, not filtered. */
async function rewind({ database }: TestSubgraph, day: CalendarDay): Promise<void> {
  const end = startOf(addDays(day, 1));
  await database.rows(sql`DELETE FROM dossier_event`);
  await database.rows(sql`DELETE FROM dossier WHERE received_at >= ${end}`);
  await database.rows(sql`
    UPDATE dossier SET resolved_at = NULL, status = 'PROCESSING', electronic_result = FALSE, satisfaction = NULL
    WHERE resolved_at >= ${end}`);
}

it.each([
  ["2025-09", "2025-09-17"],
  ["2025-09", "2025-09-30"],
  ["2025-10", "2025-11-13"],
  ["2025-07", "2025-07-01"],
])("scores %s as of %s as was answered at the end of that day", async (month, asOf) => {
  const then = await openTestSubgraph(procedures);
  try {
    await rewind(then, asOf);
    const found = await subgraph.execute(everything, { month, asOf, keys });
    const answered = await then.execute(
      everything,
      { month, asOf: null, keys },
      { now: `${asOf}T23:59:59+07:00` },
    );
    expect([found.errors, answered.errors]).toEqual([[], []]);
    expect(found.data).toEqual(answered.data);
    const ranking = found.data?.serviceIndexRanking as { rows: object[] };
    expect(ranking.rows.length).toBeGreaterThan(0);
  } finally {
    await then.close();
  }
});

it("is as of today by default, and of a past day something else", async () => {
  const ask = async (asOf: string | null) =>
    (await subgraph.execute(everything, { month: "2025-10", asOf, keys })).data;
  const now = await ask(null);
  expect(await ask("2025-11-14")).toEqual(now);
  expect(await ask("2025-10-20")).not.toEqual(now);
});

it.each([
  ["2025-11-14", "2025-10"],
  ["2025-11-13", "2025-10"],
  ["2025-10-31", "2025-10"],
  ["2025-10-30", "2025-09"],
  ["2025-01-31", "2025-01"],
])("is as of %s of the month %s by default, the last one that is over then", async (asOf, month) => {
  const { data } = await subgraph.execute(
    `{ serviceIndexRanking(asOf: "${asOf}", first: 1) { month asOf } }`,
  );
  expect(data).toEqual({ serviceIndexRanking: { month, asOf } });
});

it("returns an empty list, or null, before the first dossier of a month", async () => {
  const { data, errors } = await subgraph.execute(everything, { month: "2024-12", asOf: "2025-06-30", keys });
  expect(errors).toEqual([]);
  expect(data).toEqual({
    serviceIndexRanking: { month: "2024-12", asOf: "2025-06-30", truncated: false, rows: [] },
    _entities: Array(3).fill({ serviceIndex: null }),
  });
});

it("refuses a month that had not begun by the end of the day", async () => {
  const { errors } = await subgraph.execute(
    `{ serviceIndexRanking(month: "2025-10", asOf: "2025-09-30") { month } }`,
  );
  expect(errors).toEqual([
    {
      message: "month: expected a month up to 2025-09; got 2025-10.",
      path: ["serviceIndexRanking"],
      code: "BAD_USER_INPUT",
    },
  ]);
});

it("shows the public no group above its weight, although its counts are protected", async () => {
  const ask = `{ serviceIndexRanking(month: "2025-10", asOf: "2025-10-20", first: 1000) { rows {
    total transparency progress digitisation onlineServices onlinePayment satisfaction } } }`;
  const { data, errors } = await subgraph.execute(ask, {}, { viewer: publicViewer });
  expect(errors).toEqual([]);
  const ranking = data?.serviceIndexRanking as { rows: Record<string, number>[] };
  const { rows } = ranking;
  const most = {
    ...{ total: 100, transparency: 18, progress: 20, digitisation: 22 },
    ...{ onlineServices: 12, onlinePayment: 10, satisfaction: 18 },
  };
  expect(rows.length).toBeGreaterThan(0);
  for (const [name, weight] of Object.entries(most)) {
    expect(Math.max(...rows.map((row) => row[name] ?? Number.NaN))).toBeLessThanOrEqual(weight + 1e-9);
    expect(Math.min(...rows.map((row) => row[name] ?? Number.NaN))).toBeGreaterThanOrEqual(0);
  }
});

import sql from "sql-template-tag";
import { noCounts } from "../../../shared/kit/cube/measure";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { dossierCube } from "../dossier/dossier.cube";
import { procedures } from "../subgraph";
import { scoreOf } from "./service-index-score";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

it("weighs the six groups", () => {
  const counts = {
    ...noCounts(dossierCube),
    received: 100,
    resolved: 50,
    synchronised: 50,
    inTime: 40,
    digitised: 60,
    electronicResult: 30,
    receivedOnline: 25,
    paid: 10,
    paidOnline: 9,
    rated: 20,
    satisfied: 10,
  };
  expect(scoreOf(counts)).toEqual({
    dossiers: { received: 100, synthetic: 0 },
    total: expect.closeTo(9 + 16 + 13.2 + 3 + 9 + 9, 9),
    transparency: 9,
    progress: 16,
    digitisation: expect.closeTo(13.2, 9),
    onlineServiceProvision: 12,
    onlineServices: 3,
    onlinePayment: 9,
    satisfaction: 9,
  });
  // Nothing paid and nothing rated: the other four reach 41.2 of 72.
  const score = scoreOf({ ...counts, paid: 0, paidOnline: 0, rated: 0, satisfied: 0 });
  expect(score).toMatchObject({
    total: expect.closeTo((100 * 41.2) / 72, 9),
    onlinePayment: expect.closeTo((10 * 41.2) / 72, 9),
    satisfaction: expect.closeTo((18 * 41.2) / 72, 9),
  });
  expect(scoreOf(noCounts(dossierCube))).toBeNull();
});

it("ranks the organizations of a month, as plain SQL does, in one statement", async () => {
  const { data, errors, statements } = await subgraph.execute(
    `{ serviceIndexRanking(month: "2025-09") { month truncated
      rows { month organization { code } unit { code } progress onlineServices } } }`,
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data).toMatchObject({ serviceIndexRanking: { month: "2025-09", truncated: false } });
  const { serviceIndexRanking } = data as {
    serviceIndexRanking: { rows: { organization: { code: string } }[] };
  };
  const ranking = serviceIndexRanking.rows;
  const expected = await subgraph.database.rows<{ code: string; online: number }>(sql`
    SELECT organization_code AS code, 12 * avg((channel = 'ONLINE')::int)::float8 AS online FROM dossier
    WHERE received_at >= '2025-09-01T00:00+07' AND received_at < '2025-10-01T00:00+07' GROUP BY 1 ORDER BY 1`);
  expect(ranking.toSorted((a, b) => (a.organization.code < b.organization.code ? -1 : 1))).toEqual(
    expected.map(({ code, online }) => ({
      month: "2025-09",
      organization: { code },
      unit: null,
      progress: expect.any(Number),
      onlineServices: expect.closeTo(online, 6),
    })),
  );
});

it("puts the best first, and is of the last month that is over by default", async () => {
  const { data } = await subgraph.execute("{ serviceIndexRanking(first: 5) { month rows { month total } } }");
  const ranking = data?.serviceIndexRanking as { month: string; rows: { month: string; total: number }[] };
  expect([ranking, ...ranking.rows].map(({ month }) => month)).toEqual(Array(6).fill("2025-10"));
  expect(ranking.rows).toEqual(ranking.rows.toSorted((left, right) => right.total - left.total));
});

it("reports whether organizations are left out", async () => {
  const ranking = async (first: number) => {
    const { data } = await subgraph.execute(
      `{ serviceIndexRanking(first: ${first}) { truncated rows { organization { code } } } }`,
    );
    return data?.serviceIndexRanking as { truncated: boolean; rows: object[] };
  };
  const { rows: all } = await ranking(1000);
  expect(all.length).toBeGreaterThan(1);
  expect(await Promise.all([all.length, all.length - 1].map(ranking))).toEqual([
    { truncated: false, rows: all },
    { truncated: true, rows: all.slice(0, -1) },
  ]);
});

it("scores units, the city and organizations with one statement for the log; null without a dossier", async () => {
  const { data, errors, statements } = await subgraph.execute(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on AdministrativeUnit { serviceIndex(month: "2025-10") { unit { code } organization { code } transparency } }
      ... on Organization { serviceIndex(month: "2025-10") { unit { code } organization { code } transparency } } } }`,
    {
      keys: [
        { __typename: "AdministrativeUnit", code: "01" },
        { __typename: "AdministrativeUnit", code: "00004" },
        { __typename: "AdministrativeUnit", code: "99999" },
        { __typename: "Organization", code: "SXD" },
      ],
    },
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  const score = (unit: string | null, organization: string | null) => ({
    serviceIndex: {
      unit: unit && { code: unit },
      organization: organization && { code: organization },
      transparency: 18,
    },
  });
  expect(data?._entities).toEqual([
    score("01", null),
    score("00004", null),
    { serviceIndex: null },
    score(null, "SXD"),
  ]);
});

it.each([
  [`month: "2025-12"`, "month: expected a month up to 2025-11; got 2025-12."],
  ["first: 0", "first: expected 1 to 1000; got 0."],
])("refuses %s", async (args, message) => {
  const { errors } = await subgraph.execute(`{ serviceIndexRanking(${args}) { truncated } }`);
  expect(errors).toEqual([{ message, path: ["serviceIndexRanking"], code: "BAD_USER_INPUT" }]);
});

it.each(["2025-13", "2025-1", "November", ""])("takes no %j for a month", async (month) => {
  const { data, errors } = await subgraph.execute(
    "query ($month: Month) { serviceIndexRanking(month: $month) { month } }",
    { month },
  );
  expect(data).toBeUndefined();
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringContaining("Expected a month as YYYY-MM"),
  ]);
});

it("reports the share of generated dossiers of each rank", async () => {
  const { data, errors, statements } = await subgraph.execute(
    '{ serviceIndexRanking(month: "2025-09", first: 5) { rows { origin syntheticShare { numerator denominator value } } } }',
  );
  expect([errors, statements]).toEqual([[], 1]);
  const found = data?.serviceIndexRanking as {
    rows: { origin: string; syntheticShare: { denominator: number; value: number } }[];
  };
  const ranking = found.rows;
  expect(ranking).toHaveLength(5);
  for (const { origin, syntheticShare } of ranking) {
    expect([origin, syntheticShare.value]).toEqual(["SYNTHETIC", 1]);
    expect(syntheticShare.denominator).toBeGreaterThan(0);
  }
});

import fc from "fast-check";
import sql from "sql-template-tag";
import { publicViewer } from "../../../../shared/http/identity/viewer";
import { percentileOf } from "../../../../shared/kit/cube/measure";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { readUnits } from "../../../common/unit/read-units";
import { procedures } from "../../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const rate = "{ numerator denominator value }";
const measures = `received resolved pending overdue onTimeRate ${rate} digitisationRate ${rate}
  electronicResultRate ${rate} onlinePaymentRate ${rate} onlineChannelRate ${rate} syncRate ${rate}
  satisfactionRate ${rate} averageProcessingDays`;
const entities = `query ($keys: [_Any!]!, $filter: DossierFilter) { _entities(representations: $keys) {
  ... on AdministrativeUnit { code dossierStats(filter: $filter) { ${measures} } }
  ... on Organization { code dossierStats(filter: $filter) { received } }
} }`;
const unit = (code: string) => ({ __typename: "AdministrativeUnit", code });

it("computes the published rates of the whole city, for everyone", async () => {
  const options = { viewer: publicViewer };
  // The key of the public's noise is read once.
  await subgraph.execute(entities, { keys: [unit("00004")] }, options);
  const { data, errors, statements } = await subgraph.execute(entities, { keys: [unit("01")] }, options);
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  const found = data?._entities as { dossierStats: Record<string, { value: number }> }[];
  const dossierStats = found[0]?.dossierStats ?? {};
  const published = ["digitisationRate", "electronicResultRate", "onlinePaymentRate", "syncRate"];
  expect(dossierStats.received).toBe(12433);
  expect(published.map((name) => dossierStats[name]?.value.toFixed(4))).toEqual([
    "0.8589",
    "0.8772",
    "0.9973",
    "1.0000",
  ]);
});

it("counts 126 units and the city in one statement, as a plain SQL counts them", async () => {
  const codes = readUnits().map(({ code }) => code);
  const keys = ["01", ...codes, "00004", "99999"].map(unit);
  const { data, errors, statements } = await subgraph.execute(entities, { keys });
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  type Counted = { code: string; dossierStats: { received: number; resolved: number; pending: number } };
  const entitiesFound = data?._entities as Counted[];
  const counted = entitiesFound.map(({ code, dossierStats: { received, resolved, pending } }) => ({
    code,
    received,
    resolved,
    pending,
  }));
  const expected = await subgraph.database.rows<{ code: string }>(sql`
    SELECT coalesce(unit_code, '01') AS code, count(*)::int AS received,
      (count(*) FILTER (WHERE status IN ('RESOLVED', 'RETURNED')))::int AS resolved,
      (count(*) FILTER (WHERE status IN ('REGISTERED', 'ACCEPTED', 'PROCESSING', 'SUPPLEMENT_REQUESTED',
        'PAYMENT_REQUESTED')))::int AS pending
    FROM dossier GROUP BY GROUPING SETS (unit_code, ()) HAVING GROUPING(unit_code) = 1 OR unit_code IS NOT NULL`);
  const byCode = new Map(expected.map((row) => [row.code, row]));
  const none = { code: "99999", received: 0, resolved: 0, pending: 0 };
  expect(counted).toEqual([...["01", ...codes, "00004"].map((code) => byCode.get(code)), none]);
});

it("has counts of 0 and no rates where there is nothing", async () => {
  const { data } = await subgraph.execute(entities, { keys: [unit("99999")] });
  const nothing = { numerator: 0, denominator: 0, value: null };
  expect(data?._entities).toEqual([
    {
      code: "99999",
      dossierStats: {
        received: 0,
        resolved: 0,
        pending: 0,
        overdue: 0,
        onTimeRate: nothing,
        digitisationRate: nothing,
        electronicResultRate: nothing,
        onlinePaymentRate: nothing,
        onlineChannelRate: nothing,
        syncRate: nothing,
        satisfactionRate: nothing,
        averageProcessingDays: null,
      },
    },
  ]);
});

it("adds up to the city over all organizations", async () => {
  const codes = await subgraph.database.rows<{ code: string }>(sql`
    SELECT DISTINCT organization_code AS code FROM dossier`);
  const keys = codes.map(({ code }) => ({ __typename: "Organization", code }));
  const { data } = await subgraph.execute(entities, { keys });
  const counted = data?._entities as { dossierStats: { received: number } }[];
  expect(counted.reduce((sum, { dossierStats }) => sum + dossierStats.received, 0)).toBe(12433);
});

it("moves overdue with the clock", async () => {
  const query = `{ _entities(representations: [{ __typename: "AdministrativeUnit", code: "01" }]) {
    ... on AdministrativeUnit { dossierStats { pending overdue } } } }`;
  const at = async (now: string) => {
    const { data } = await subgraph.execute(query, {}, { now });
    const found = data?._entities as { dossierStats: { pending: number; overdue: number } }[];
    return found[0]?.dossierStats ?? { pending: -1, overdue: -1 };
  };
  const [before, after] = [await at("2025-07-01T00:00:00+07:00"), await at("2027-01-01T00:00:00+07:00")];
  expect(before.overdue).toBe(0);
  expect(after.overdue).toBe(after.pending);
  expect((await at("2025-11-14T12:00:00+07:00")).overdue).toBeGreaterThan(0);
});

describe("processing days", () => {
  const query = `query ($percentile: Float!, $filter: DossierFilter) {
    _entities(representations: [{ __typename: "AdministrativeUnit", code: "01" }]) {
      ... on AdministrativeUnit { dossierStats(filter: $filter) { averageProcessingDays processingDays(percentile: $percentile) } } } }`;

  it.each([0, 0.1, 0.5, 0.9, 0.999, 1])("are PostgreSQL's percentile_disc at %d", async (percentile) => {
    const { data, statements } = await subgraph.execute(query, { percentile });
    const expected = await subgraph.database.row(sql`
      SELECT percentile_disc(${percentile}::float8) WITHIN GROUP (ORDER BY days) AS "processingDays",
        avg(days)::float8 AS "averageProcessingDays"
      FROM (SELECT (resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS days FROM dossier WHERE resolved_at IS NOT NULL) d`);
    expect(data?._entities).toEqual([{ dossierStats: expected }]);
    expect(statements).toBe(2);
  });

  it("are null when none is resolved", async () => {
    const variables = { percentile: 0.5, filter: { status: { eq: "PROCESSING" } } };
    const { data } = await subgraph.execute(query, variables);
    expect(data?._entities).toEqual([
      { dossierStats: { averageProcessingDays: null, processingDays: null } },
    ]);
  });

  it.each([1.5, -0.01])("refuse the percentile %d", async (percentile) => {
    const { errors } = await subgraph.execute(query, { percentile });
    expect(errors).toEqual([
      {
        message: `percentile: expected 0 to 1; got ${percentile}.`,
        path: ["_entities", 0, "dossierStats", "processingDays"],
        code: "BAD_USER_INPUT",
      },
    ]);
  });

  it("are the day at that rank of all days in order", () => {
    const days = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(days, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const times = new Map<number, number>();
        for (const day of list) times.set(day, (times.get(day) ?? 0) + 1);
        const sorted = list.toSorted((left, right) => left - right);
        expect(percentileOf(times, share)).toBe(sorted[Math.max(Math.ceil(share * list.length) - 1, 0)]);
      }),
    );
  });
});

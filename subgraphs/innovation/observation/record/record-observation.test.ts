import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../../subgraph";
import { addIndicator } from "../observation.fixture";
import { editor, observationRecorder, payloadOf } from "./record-observation.fixture";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const { record, recorded, newIndicator } = observationRecorder(() => subgraph);

it("records a figure of the city, to its last digit, under the shortest name of its period", async () => {
  const indicator = await newIndicator("ratio");
  const input = { indicator, period: "2025-07-01/2025-09-30", value: "0.8500", note: "sơ kết" };
  const { observation } = payloadOf(await record(input));
  expect(observation).toEqual({
    id: expect.stringMatching(/^Observation:\d+$/),
    indicator: { code: indicator },
    unit: { code: "01" },
    organization: null,
    source: null,
    period: "2025-Q3",
    periodStart: "2025-07-01",
    periodEnd: "2025-09-30",
    value: "0.8500",
    qualifier: "EXACT",
    status: "NORMAL",
    note: "sơ kết",
    publishedAt: "2025-11-14T05:00:00.000Z",
    recordedAt: "2025-11-14T05:00:00.000Z",
    updatedAt: "2025-11-14T05:00:00.000Z",
    revision: 1,
    supersededAt: null,
    origin: "REPORTED",
  });
});

it("takes the day of the source for that of publication, once it has come", async () => {
  const indicator = await newIndicator();
  const at = async (source: string, now?: string) => {
    const input = { indicator, period: "2025", value: "5", source };
    const { observation } = payloadOf(await record(input, editor, now));
    return observation;
  };
  expect(await at("vietnamplus-2025-11-14", "2026-01-02T08:00:00+07:00")).toMatchObject({
    publishedAt: "2025-11-13T17:00:00.000Z",
    recordedAt: "2026-01-02T01:00:00.000Z",
    origin: "PUBLISHED",
  });
  expect(await at("doanhnghiepvn-2025-12-04")).toMatchObject({ publishedAt: "2025-11-14T05:00:00.000Z" });
  expect(await at("steering-committee-57-report-2025-11")).toMatchObject({
    publishedAt: "2025-11-14T05:00:00.000Z",
  });
});

it("makes a correction the next revision, with all that it leaves out taken over", async () => {
  const indicator = await newIndicator();
  const source = "vietnamplus-2025-11-14";
  const first = await recorded({
    indicator,
    period: "2025",
    value: "5",
    unit: "00004",
    organization: "SKHCN",
    source,
  });
  const second = await recorded({ indicator, period: "2025", value: "6", supersedes: first });
  const { data } = await subgraph.execute(
    `query ($code: ID!) { indicator(code: $code) { observations(includeSuperseded: true) {
      nodes { id value revision unit { code } organization { code } source { code } supersededAt updatedAt } } } }`,
    { code: indicator },
  );
  const subject = { unit: { code: "00004" }, organization: { code: "SKHCN" }, source: { code: source } };
  const now = "2025-11-14T05:00:00.000Z";
  expect(data).toEqual({
    indicator: {
      observations: {
        nodes: [
          { id: second, value: "6", revision: 2, ...subject, supersededAt: null, updatedAt: now },
          { id: first, value: "5", revision: 1, ...subject, supersededAt: now, updatedAt: now },
        ],
      },
    },
  });
});

it("takes null for a national figure, and a correction may say that a source was wrong", async () => {
  const indicator = await newIndicator();
  const first = await recorded({
    indicator,
    period: "2025",
    value: "5",
    unit: null,
    source: "hanoi-times-2025-12",
  });
  const { observation } = payloadOf(
    await record({ indicator, period: "2025", value: "5", source: null, supersedes: first }),
  );
  expect(observation).toMatchObject({ unit: null, source: null, revision: 2, origin: "REPORTED" });
});

it("lets only an admin record a figure that no organization is responsible for", async () => {
  const code = "test.nobodys";
  await addIndicator(subgraph.database, { code });
  const input = { indicator: code, period: "2025", value: "1" };
  expect(payloadOf(await record(input)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  expect(
    payloadOf(await record(input, { subject: "a", role: "admin", organization: null })).userErrors,
  ).toEqual([]);
});

it("records once what is asked twice with one key, and refuses the key for another figure", async () => {
  const indicator = await newIndicator();
  const input = { indicator, period: "2025", value: "1", idempotencyKey: "once" };
  const first = payloadOf(await record(input));
  expect(payloadOf(await record(input))).toEqual(first);
  const { userErrors } = payloadOf(await record({ ...input, value: "2" }));
  expect(userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
  const { count } = await subgraph.database.row<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM observation WHERE indicator_code = ${indicator}`,
  );
  expect(count).toBe(1);
});

it.each([
  ["two corrections", true, "ILLEGAL_CHANGE"],
  ["two first figures", false, "ALREADY_EXISTS"],
])("takes one of %s at once, and tells the other", async (_, correcting, code) => {
  const indicator = await newIndicator();
  const supersedes = correcting ? await recorded({ indicator, period: "2025", value: "1" }) : undefined;
  const both = await Promise.all(
    ["2", "3"].map((value) =>
      record({ indicator, period: "2025", value, ...(supersedes !== undefined && { supersedes }) }),
    ),
  );
  const payloads = both.map(payloadOf);
  expect(payloads.filter(({ observation }) => observation !== null)).toHaveLength(1);
  expect(payloads.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code }]);
});

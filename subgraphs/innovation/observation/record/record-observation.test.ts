import sql from "sql-template-tag";
import { publicViewer } from "../../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { Sector } from "../../indicator/indicator";
import { innovation } from "../../subgraph";
import { addIndicator, addObservation } from "../observation.fixture";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const editor = editorOf("SKHCN");

const mutation = `mutation ($input: RecordObservationInput!) { recordObservation(input: $input) {
  userErrors { code message field }
  observation { id indicator { code } area { code } organization { code } source { id } period periodStart periodEnd
    value qualifier status note publishedAt recordedAt updatedAt revision supersededAt origin } } }`;

interface Payload {
  observation: { id: string; revision: number } | null;
  userErrors: { code: string; message: string; field: string[] }[];
}

function record(input: object, viewer = editor, now?: string): Promise<Answer> {
  return subgraph.execute(mutation, { input }, { viewer, ...(now !== undefined && { now }) });
}

function payloadOf({ data, errors }: Answer): Payload {
  expect(errors).toEqual([]);
  return data?.recordObservation as Payload;
}

async function recorded(input: object): Promise<string> {
  const { observation, userErrors } = payloadOf(await record(input));
  expect(userErrors).toEqual([]);
  return observation?.id ?? "";
}

/** Everything that a mutation could have changed. */
function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM observation o) AS observations,
      (SELECT md5(string_agg(g::text, ',' ORDER BY g::text)) FROM observation_group g) AS groups,
      (SELECT count(*) FROM idempotency_key) AS keys`);
}

let indicators = 0;
async function newIndicator(unit = "thing"): Promise<string> {
  indicators += 1;
  const code = `test.recorded-${indicators}`;
  const responsibleOrganizationCode = "SKHCN";
  await addIndicator(subgraph.database, {
    code,
    unit,
    sector: Sector.INNOVATION,
    responsibleOrganizationCode,
  });
  return code;
}

it("records a figure of the city, to its last digit, under the shortest name of its period", async () => {
  const indicator = await newIndicator("ratio");
  const input = { indicator, period: "2025-07-01/2025-09-30", value: "0.8500", note: "sơ kết" };
  const { observation } = payloadOf(await record(input));
  expect(observation).toEqual({
    id: expect.stringMatching(/^\d+$/),
    indicator: { code: indicator },
    area: { code: "01" },
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
    area: "00004",
    organization: "SKHCN",
    source,
  });
  const second = await recorded({ indicator, period: "2025", value: "6", supersedes: first });
  const { data } = await subgraph.execute(
    `query ($code: ID!) { indicator(code: $code) { observations(includeSuperseded: true) {
      nodes { id value revision area { code } organization { code } source { id } supersededAt updatedAt } } } }`,
    { code: indicator },
  );
  const place = { area: { code: "00004" }, organization: { code: "SKHCN" }, source: { id: source } };
  const now = "2025-11-14T05:00:00.000Z";
  expect(data).toEqual({
    indicator: {
      observations: {
        nodes: [
          { id: second, value: "6", revision: 2, ...place, supersededAt: null, updatedAt: now },
          { id: first, value: "5", revision: 1, ...place, supersededAt: now, updatedAt: now },
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
    area: null,
    source: "hanoi-times-2025-12",
  });
  const { observation } = payloadOf(
    await record({ indicator, period: "2025", value: "5", source: null, supersedes: first }),
  );
  expect(observation).toMatchObject({ area: null, source: null, revision: 2, origin: "REPORTED" });
});

describe("changes nothing, and says why, for", () => {
  let ratio: string;
  let rank: string;
  let thing: string;
  let current: string;
  let superseded: string;
  let ofAnother: string;
  beforeAll(async () => {
    [ratio, rank, thing] = [await newIndicator("ratio"), await newIndicator("rank"), await newIndicator()];
    superseded = await recorded({ indicator: thing, period: "2025", value: "1" });
    current = await recorded({ indicator: thing, period: "2025", value: "2", supersedes: superseded });
    ofAnother = await recorded({ indicator: ratio, period: "2024", value: "0.1" });
  });

  const cases: [string, () => object, string, string, RegExp][] = [
    [
      "a period that does not exist",
      () => ({ period: "2025-Q5" }),
      "BAD_USER_INPUT",
      "period",
      /^period: expected a year, quarter, month, day or range, .*; got "2025-Q5"\.$/,
    ],
    [
      "a period that has not begun",
      () => ({ period: "2026" }),
      "BAD_USER_INPUT",
      "period",
      /^period: expected one that has begun by today, 2025-11-14; got 2026\.$/,
    ],
    [
      "a percentage",
      () => ({ indicator: ratio, value: "85.89" }),
      "BAD_USER_INPUT",
      "value",
      /^value: expected a share from 0 to 1; got 85\.89\. If 85\.89 is in per cent, write 0\.8589\.$/,
    ],
    [
      "a hundred per cent",
      () => ({ indicator: ratio, value: "100.0" }),
      "BAD_USER_INPUT",
      "value",
      /write 1\.$/,
    ],
    [
      "a share far above 1",
      () => ({ indicator: ratio, value: "1243" }),
      "BAD_USER_INPUT",
      "value",
      /^value: expected a share from 0 to 1; got 1243\.$/,
    ],
    [
      "a share below 0",
      () => ({ indicator: ratio, value: "-0.1" }),
      "BAD_USER_INPUT",
      "value",
      /got -0\.1\.$/,
    ],
    [
      "the rank 0",
      () => ({ indicator: rank, value: "0" }),
      "BAD_USER_INPUT",
      "value",
      /^value: expected a rank, a whole number from 1 on; got 0\.$/,
    ],
    ["half a rank", () => ({ indicator: rank, value: "1.5" }), "BAD_USER_INPUT", "value", /got 1\.5\.$/],
    [
      "a count below 0",
      () => ({ value: "-1" }),
      "BAD_USER_INPUT",
      "value",
      /^value: expected a number of thing of at least 0; got -1\.$/,
    ],
    [
      "an unknown unit of measure",
      () => ({ unit: "hồ sơ" }),
      "BAD_USER_INPUT",
      "unit",
      /^unit: expected the indicator's, thing; got "hồ sơ"\.$/,
    ],
    [
      "an unknown indicator",
      () => ({ indicator: "no.such" }),
      "NOT_FOUND",
      "indicator",
      /^indicator: expected the code of an indicator that you may change; got "no\.such"\.$/,
    ],
    ["an unknown area", () => ({ area: "99999" }), "NOT_FOUND", "area", /got "99999"\.$/],
    ["an unknown organization", () => ({ organization: "XYZ" }), "NOT_FOUND", "organization", /got "XYZ"\.$/],
    ["an unknown source", () => ({ source: "nowhere" }), "NOT_FOUND", "source", /got "nowhere"\.$/],
    ["a note that is too long", () => ({ note: "x".repeat(2001) }), "BAD_USER_INPUT", "note", /got 2001\.$/],
    [
      "the correction of nothing",
      () => ({ supersedes: "999999" }),
      "NOT_FOUND",
      "supersedes",
      /^supersedes: expected the id of an observation; got "999999"\.$/,
    ],
    ["the correction of no id", () => ({ supersedes: "x" }), "NOT_FOUND", "supersedes", /got "x"\.$/],
    [
      "the correction of another indicator's",
      () => ({ supersedes: ofAnother }),
      "ILLEGAL_CHANGE",
      "supersedes",
      /^supersedes: expected an observation of test\.recorded-\d+; \d+ is one of test\.recorded-\d+\.$/,
    ],
    [
      "the correction of one already superseded",
      () => ({ supersedes: superseded }),
      "ILLEGAL_CHANGE",
      "supersedes",
      /^supersedes: expected a current observation; \d+ was superseded at 2025-11-14T05:00:00\.000Z\.$/,
    ],
    [
      "a second figure where a correction is meant",
      () => ({}),
      "ALREADY_EXISTS",
      "supersedes",
      /^supersedes: expected \d+, the current figure .*; got no observation to correct\.$/,
    ],
    [
      "a key that is too long",
      () => ({ idempotencyKey: "k".repeat(201) }),
      "BAD_USER_INPUT",
      "idempotencyKey",
      /got 201\.$/,
    ],
  ];
  it.each(cases)("%s", async (_, wrong, code, field, message) => {
    const before = await everything();
    const input = { indicator: thing, period: "2025", value: "3", ...wrong() };
    const { observation, userErrors } = payloadOf(await record(input));
    expect(observation).toBeNull();
    expect(userErrors).toEqual([{ code, field: ["input", field], message: expect.stringMatching(message) }]);
    expect(await everything()).toEqual(before);
  });

  it("several things wrong at once, and tells them all", async () => {
    const input = { indicator: ratio, period: "2025-13", value: "2", area: "1", source: "2", unit: "%" };
    const { userErrors } = payloadOf(await record(input));
    expect(userErrors.map(({ field }) => field[1])).toEqual(["period", "value", "unit", "source", "area"]);
  });

  it.each([
    ["a value with a comma", { value: "0,85" }, /Expected a decimal number as text with a point.*got "0,85"/],
    ["a number instead of text", { value: 5 }, /Expected a decimal number as text with a point/],
    ["an unknown qualifier", { qualifier: "NEARLY" }, /NEARLY/],
  ])("%s", async (_, wrong, message) => {
    const before = await everything();
    const { errors } = await record({ indicator: thing, period: "2025", value: "3", ...wrong });
    expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", message: expect.stringMatching(message) }]);
    expect(await everything()).toEqual(before);
  });

  it("the correction of what is recorded later than the clock stands", async () => {
    const id = await addObservation(subgraph.database, {
      indicatorCode: thing,
      value: "1",
      period: "2023",
      publishedAt: new Date("2026-01-01T00:00:00Z"),
    });
    const { userErrors } = payloadOf(
      await record({ indicator: thing, period: "2023", value: "2", supersedes: id }),
    );
    expect(userErrors).toMatchObject([
      { code: "ILLEGAL_CHANGE", message: expect.stringContaining("recorded by now") },
    ]);
  });

  it("someone who may not", async () => {
    const before = await everything();
    const input = { indicator: thing, period: "2025", value: "3", supersedes: current };
    const codes = [];
    for (const viewer of [publicViewer, { ...editor, role: "analyst" as const }]) {
      codes.push((await record(input, viewer)).errors.map(({ code }) => code));
    }
    expect(codes).toEqual([["UNAUTHENTICATED"], ["FORBIDDEN"]]);
    const { userErrors } = payloadOf(await record(input, editorOf("STC")));
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["input", "indicator"] }]);
    expect(await everything()).toEqual(before);
  });
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

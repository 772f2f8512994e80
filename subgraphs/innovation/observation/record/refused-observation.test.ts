import { globalId } from "../../../../shared/base/text/global-id";
import { publicViewer } from "../../../../shared/http/identity/viewer";
import {
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../../subgraph";
import { addObservation } from "../observation.fixture";
import { editor, observationRecorder, payloadOf } from "./record-observation.fixture";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const { record, recorded, everything, newIndicator } = observationRecorder(() => subgraph);

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
      () => ({ measurementUnit: "hồ sơ" }),
      "BAD_USER_INPUT",
      "measurementUnit",
      /^measurementUnit: expected the indicator's, thing; got "hồ sơ"\.$/,
    ],
    [
      "an unknown indicator",
      () => ({ indicator: "no.such" }),
      "NOT_FOUND",
      "indicator",
      /^indicator: expected the code of an indicator that you may change; got "no\.such"\.$/,
    ],
    ["an unknown unit", () => ({ unit: "99999" }), "NOT_FOUND", "unit", /got "99999"\.$/],
    ["an unknown organization", () => ({ organization: "XYZ" }), "NOT_FOUND", "organization", /got "XYZ"\.$/],
    ["an unknown source", () => ({ source: "nowhere" }), "NOT_FOUND", "source", /got "nowhere"\.$/],
    ["a note that is too long", () => ({ note: "x".repeat(2001) }), "BAD_USER_INPUT", "note", /got 2001\.$/],
    [
      "the correction of nothing",
      () => ({ supersedes: "Observation:999999" }),
      "NOT_FOUND",
      "supersedes",
      /^supersedes: expected the id of an observation; got "Observation:999999"\.$/,
    ],
    [
      "the correction of another indicator's",
      () => ({ supersedes: ofAnother }),
      "ILLEGAL_CHANGE",
      "supersedes",
      /^supersedes: expected an observation of test\.recorded-\d+; Observation:\d+ is one of test\.recorded-\d+\.$/,
    ],
    [
      "the correction of one already superseded",
      () => ({ supersedes: superseded }),
      "ILLEGAL_CHANGE",
      "supersedes",
      /^supersedes: expected a current observation; Observation:\d+ was superseded at 2025-11-14T05:00:00\.000Z\.$/,
    ],
    [
      "a second figure where a correction is meant",
      () => ({}),
      "ALREADY_EXISTS",
      "supersedes",
      /^supersedes: expected Observation:\d+, the current figure .*; got no observation to correct\.$/,
    ],
    [
      "a key that is too long",
      () => ({ idempotencyKey: "k".repeat(201) }),
      "BAD_USER_INPUT",
      "idempotencyKey",
      /got 201\.$/,
    ],
  ];
  it.each(cases)("%s", async (_, changed, code, field, message) => {
    const before = await everything();
    const input = { indicator: thing, period: "2025", value: "3", ...changed() };
    const { observation, userErrors } = payloadOf(await record(input));
    expect(observation).toBeNull();
    expect(userErrors).toEqual([{ code, field: ["input", field], message: expect.stringMatching(message) }]);
    expect(await everything()).toEqual(before);
  });

  it("several invalid fields at once, and names them all", async () => {
    const input = {
      indicator: ratio,
      period: "2025-13",
      value: "2",
      unit: "1",
      source: "2",
      measurementUnit: "%",
    };
    const { userErrors } = payloadOf(await record(input));
    expect(userErrors.map(({ field }) => field[1])).toEqual([
      "period",
      "value",
      "measurementUnit",
      "source",
      "unit",
    ]);
  });

  it.each([
    ["a value with a comma", { value: "0,85" }, /Expected a decimal number as text with a point.*got "0,85"/],
    ["a number instead of text", { value: 5 }, /Expected a decimal number as text with a point/],
    ["an unknown qualifier", { qualifier: "NEARLY" }, /NEARLY/],
    [
      "a number where an id is meant",
      { supersedes: "7" },
      /^input\.supersedes: expected the id of an? Observation, .*Observation:7/,
    ],
    ["the id of another type", { supersedes: "Task:7" }, /got "Task:7", which is of the type Task\.$/],
  ])("%s", async (_, changed, message) => {
    const before = await everything();
    const { errors } = await record({ indicator: thing, period: "2025", value: "3", ...changed });
    expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", message: expect.stringMatching(message) }]);
    expect(await everything()).toEqual(before);
  });

  it("the correction of one that is recorded later than now", async () => {
    const id = await addObservation(subgraph.database, {
      indicatorCode: thing,
      value: "1",
      period: "2023",
      publishedAt: new Date("2026-01-01T00:00:00Z"),
    });
    const { userErrors } = payloadOf(
      await record({ indicator: thing, period: "2023", value: "2", supersedes: globalId("Observation", id) }),
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

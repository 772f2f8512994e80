import { publicViewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const keyResult = {
  code: "KR-2026-KTS-9",
  title: "Doanh nghiệp khoa học và công nghệ",
  objective: "O-2026-KTS",
  indicator: "enterprises.science-technology.count",
  baseline: "207",
  target: "250",
};

const record = (input: object, viewer = editorOf("SKHCN")): Promise<Answer> =>
  subgraph.execute(
    `mutation ($input: RecordKeyResultInput!) { recordKeyResult(input: $input) {
      keyResult { code title objective { code } indicator { code } baseline target decimals origin }
      userErrors { code message field } } }`,
    { input },
    { viewer },
  );

const payloadOf = ({ data, errors }: Answer) => {
  expect(errors).toEqual([]);
  return data?.recordKeyResult as {
    keyResult: object | null;
    userErrors: { code: string; message: string }[];
  };
};

const recorded = {
  ...keyResult,
  objective: { code: "O-2026-KTS" },
  indicator: { code: "enterprises.science-technology.count" },
  decimals: 0,
  origin: "REPORTED",
};

it("records a key result, and changes it", async () => {
  const first = payloadOf(await record({ ...keyResult, idempotencyKey: "k" }));
  expect(first).toEqual({ keyResult: recorded, userErrors: [] });
  expect(payloadOf(await record({ ...keyResult, idempotencyKey: "k" }))).toEqual(first);
  expect(payloadOf(await record({ ...keyResult, target: "260" })).keyResult).toEqual({
    ...recorded,
    target: "260",
  });
});

it.each([
  [
    "of an unknown indicator",
    { indicator: "no.such" },
    "NOT_FOUND",
    'indicator: expected the code of an indicator; got "no.such".',
  ],
  [
    "of an unknown objective",
    { objective: "O-NONE" },
    "NOT_FOUND",
    'objective: expected the code of an objective that you may change; got "O-NONE".',
  ],
  [
    "that wants what is there",
    { baseline: "250.0" },
    "BAD_USER_INPUT",
    "target: expected a value other than the baseline, 250.0; got 250.",
  ],
  ["with a blank title", { title: " " }, "BAD_USER_INPUT", "title: expected a title; got a blank one."],
  [
    "of another objective",
    { code: "KR-2026-5G-1" },
    "ILLEGAL_CHANGE",
    "objective: expected its objective, O-2026-5G; got O-2026-KTS.",
  ],
])("refuses one %s", async (_, invalid, code, message) => {
  const { keyResult: none, userErrors } = payloadOf(
    await record({ ...keyResult, code: "KR-2026-KTS-8", ...invalid }),
  );
  expect([none, userErrors.map((error) => [error.code, error.message])]).toEqual([null, [[code, message]]]);
});

it("is for the objective's organization and admins", async () => {
  expect((await record(keyResult, publicViewer)).errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  expect(payloadOf(await record(keyResult, editorOf("STC"))).userErrors).toMatchObject([
    { code: "NOT_FOUND" },
  ]);
});

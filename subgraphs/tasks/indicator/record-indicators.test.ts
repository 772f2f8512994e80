import {
  admin,
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

function record(indicators: object[]) {
  return subgraph.execute(
    "mutation ($input: RecordIndicatorsInput!) { recordIndicators(input: $input) { changed userErrors { message } } }",
    { input: { indicators } },
    { viewer: admin },
  );
}

it("adds what there is new, changes digits, and says nothing of what is as it was", async () => {
  const indicators = [
    { code: "schools.count", decimals: 0 },
    { code: "tasks.all.overdue", decimals: 0 },
    { code: "economy.sector-share", decimals: 5 },
  ];
  expect(await record(indicators)).toMatchObject({
    errors: [],
    data: { recordIndicators: { changed: ["economy.sector-share", "schools.count"], userErrors: [] } },
  });
  expect((await record(indicators)).data).toEqual({ recordIndicators: { changed: [], userErrors: [] } });
});

it("lets a key result be measured by one that has just come", async () => {
  await record([{ code: "schools.pupils", decimals: 1 }]);
  const input = {
    ...{ code: "KR-SCHOOLS-1", title: "Học sinh", objective: "O-2026-DVC" },
    ...{ indicator: "schools.pupils", target: "30" },
  };
  const { data, errors } = await subgraph.execute(
    `mutation ($input: RecordKeyResultInput!) { recordKeyResult(input: $input) {
      keyResult { indicator { code } decimals } userErrors { message } } }`,
    { input },
    { viewer: editorOf("TTPVHCC") },
  );
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      recordKeyResult: {
        keyResult: { indicator: { code: "schools.pupils" }, decimals: 1 },
        userErrors: [],
      },
    },
  });
});

it.each([
  ["none", [], "indicators: expected 1 to 10000 indicators; got 0."],
  [
    "one twice",
    ["a", "a"].map((code) => ({ code, decimals: 0 })),
    "indicators: expected each indicator once.",
  ],
  [
    "digits below 0",
    [{ code: "a", decimals: -1 }],
    'indicators: expected a code and digits from 0 on; got "a" with -1.',
  ],
  [
    "a NUL",
    [{ code: "a\u0000", decimals: 0 }],
    'indicators: expected a code and digits from 0 on; got "a\\u0000" with 0.',
  ],
])("refuses %s", async (_, indicators, message) => {
  expect((await record(indicators)).data).toEqual({
    recordIndicators: { changed: [], userErrors: [{ message }] },
  });
});

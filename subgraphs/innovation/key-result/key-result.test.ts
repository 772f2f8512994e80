import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { addIndicator, addObservation } from "../observation/observation.fixture";
import { innovation } from "../subgraph";
import { progressOf } from "./key-result-measurement";
import { difference } from "./measure-key-result";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it.each([
  ["0.2", "0.8", "0.5", 0.5],
  ["0.2", "0.8", "0.2", 0],
  ["0.2", "0.8", "0.8", 1],
  ["0.2", "0.8", "0.1", 0],
  ["0.2", "0.8", "0.9", 1],
  ["10", "2", "8", 0.25],
  [null, "0.8", "0.5", null],
  ["0.8", "0.8", "0.5", null],
])("from %s to %s, now at %s, the progress is %s", (baseline, target, value, expected) => {
  const progress = progressOf(baseline, target, value);
  expect(progress === null ? null : Math.round(progress * 1e9) / 1e9).toBe(expected);
});

it.each([
  ["0.655", "0.7", 3, "-0.045"],
  ["0.7", "0.7", 3, "0.000"],
  ["30", "0", 0, "30"],
  ["0.5", "0.75", 0, "-0.25"],
  ["1", "3", 0, "-2"],
])("%s against %s with %d digits differs by %s", (value, target, decimals, expected) => {
  expect(difference(value, target, decimals)).toBe(expected);
});

/** A key result as the gateway brings it along. */
const keyResult = (code: string | null, changed: object = {}) => ({
  __typename: "KeyResult",
  code: `KR-${code}`,
  indicator: code === null ? null : { code },
  baseline: "0",
  target: "1",
  decimals: 2,
  periodStart: "2025-01-01",
  periodEnd: "2025-12-31",
  tasksFigure: null,
  proceduresFigure: null,
  infrastructureFigure: null,
  ...changed,
});

const measured = "day value qualifier basis origin gap progress source { code }";

async function ask(representation: object, fields: string, now = testNow): Promise<Record<string, unknown>> {
  const { data, errors } = await subgraph.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on KeyResult { ${fields} } } }`,
    { representations: [representation] },
    { now },
  );
  expect(errors).toEqual([]);
  const { _entities: answers } = data as { _entities: Record<string, unknown>[] };
  return answers[0] ?? {};
}

it("follows what was published of its indicator, in time, corrections included", async () => {
  const indicatorCode = "test.key-result";
  await addIndicator(subgraph.database, { code: indicatorCode, higherIsBetter: true });
  const on = (day: string) => {
    const at = new Date(`${day}T09:00:00+07:00`);
    return { publishedAt: at, recordedAt: at };
  };
  const first = await addObservation(subgraph.database, {
    indicatorCode,
    value: "0.4",
    period: "2025-02-01",
    ...on("2025-03-01"),
  });
  await addObservation(subgraph.database, {
    indicatorCode,
    value: "0.45",
    period: "2025-02-01",
    supersedesId: first,
    revision: 2,
    ...on("2025-04-01"),
  });
  await addObservation(subgraph.database, {
    indicatorCode,
    value: "0.9",
    period: "2025-11-30",
    ...on("2025-12-01"),
  });
  const answer = await ask(
    keyResult(indicatorCode),
    `current before: current(asOf: "2025-02-28") between: current(asOf: "2025-03-31") on: current(asOf: "2025-04-01")  progress betweenProgress: progress(asOf: "2025-03-31") measurements { day value }`,
  );
  expect(answer).toEqual({
    current: "0.45",
    before: null,
    between: "0.4",
    on: "0.45",
    progress: 0.45,
    betweenProgress: 0.4,
    measurements: [
      { day: "2025-03-01", value: "0.4" },
      { day: "2025-04-01", value: "0.45" },
    ],
  });
  expect(await ask(keyResult(indicatorCode), "current", "2025-12-01T12:00:00+07:00")).toEqual({
    current: "0.9",
  });
});

it("is what this sector computes while nothing was published, in the indicator's own digits", async () => {
  const { data } = await subgraph.execute(
    '{ coverage5G(month: "2025-11") { populationShare { numerator denominator } } }',
  );
  const { populationShare } = (
    data as { coverage5G: { populationShare: { numerator: number; denominator: number } } }
  ).coverage5G;
  const value = (Math.round((1000 * populationShare.numerator) / populationShare.denominator) / 1000).toFixed(
    3,
  );
  const aim = { target: "0.7", decimals: 3, baseline: null };
  expect(await ask(keyResult("coverage-5g.population-share", aim), `measurement { ${measured} }`)).toEqual({
    measurement: {
      day: "2025-11-14",
      value,
      qualifier: "EXACT",
      basis: "COMPUTED",
      origin: "SYNTHETIC",
      gap: (Number(value) - 0.7).toFixed(3),
      progress: null,
      source: null,
    },
  });
});

it("is what another sector computes, as the gateway brings it: by the last day that was over", async () => {
  const series = [
    { value: "0.30", periodEnd: "2025-09-30", origin: "SYNTHETIC" },
    { value: null, periodEnd: "2025-10-31", origin: "SYNTHETIC" },
    { value: "0.50", periodEnd: "2025-11-14", origin: "REPORTED" },
  ];
  const aim = keyResult("procedures.satisfaction-rate", { proceduresFigure: { series } });
  expect(
    await ask(
      aim,
      `measurement { ${measured} } before: current(asOf: "2025-09-29") september: current(asOf: "2025-10-15")
       october: current(asOf: "2025-11-01") measurements { day value }`,
    ),
  ).toEqual({
    measurement: {
      day: "2025-11-14",
      value: "0.50",
      qualifier: "EXACT",
      basis: "COMPUTED",
      origin: "REPORTED",
      gap: "-0.50",
      progress: 0.5,
      source: null,
    },
    before: null,
    september: "0.30",
    october: null,
    measurements: [
      { day: "2025-09-30", value: "0.30" },
      { day: "2025-11-14", value: "0.50" },
    ],
  });
});

it("prefers what was published to what is computed, and shows its source", async () => {
  const series = [{ value: "5", periodEnd: "2025-11-14", origin: "SYNTHETIC" }];
  const aim = keyResult("tasks.all.overdue", {
    tasksFigure: { series },
    baseline: "40",
    target: "0",
    decimals: 0,
  });
  expect(await ask(aim, `measurement { ${measured} }`)).toEqual({
    measurement: {
      day: "2025-11-14",
      value: "30",
      qualifier: "EXACT",
      basis: "PUBLISHED",
      origin: "PUBLISHED",
      gap: "30",
      progress: 0.25,
      source: { code: "steering-committee-57-report-2025-11" },
    },
  });
});

it("is null, and has been nothing, without an indicator and where nobody says anything", async () => {
  const nothing = { current: null, progress: null, measurement: null, measurements: [] };
  const fields = "current progress measurement { value } measurements { value }";
  expect(await ask(keyResult(null), fields)).toEqual(nothing);
  expect(await ask(keyResult("economy.digital-share"), fields)).toEqual(nothing);
});

it("gives an objective the mean of its measured key results, null while there is none", async () => {
  const of = (...keyResults: object[]) => ({ __typename: "Objective", code: "O", keyResults });
  const tasksAt = (value: string) => ({ series: [{ value, periodEnd: "2025-11-14", origin: "SYNTHETIC" }] });
  const half = keyResult("x", { tasksFigure: tasksAt("0.5") });
  const whole = keyResult("y", { tasksFigure: tasksAt("1") });
  const { data, errors } = await subgraph.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Objective {
      progress before: progress(asOf: "2025-11-13") } } }`,
    { representations: [of(half, whole, keyResult(null)), of(keyResult(null)), of()] },
  );
  expect(errors).toEqual([]);
  expect(data?._entities).toEqual([
    { progress: 0.75, before: null },
    { progress: null, before: null },
    { progress: null, before: null },
  ]);
});

import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { addIndicator, addObservation } from "../observation/observation.fixture";
import { ValueQualifier } from "../observation/value-qualifier";
import { innovation } from "../subgraph";
import { Target } from "./target";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it("is compared only with a figure of the same indicator, all in one statement", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ indicators(first: 200) { nodes { code targets { nodes { value gap reached } } } } }",
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(5);
  const { nodes } = (
    data as {
      indicators: {
        nodes: { code: string; targets: { nodes: { value: string; gap: string | null }[] } }[];
      };
    }
  ).indicators;
  const targets = nodes.flatMap(({ code, targets }) => targets.nodes.map((target) => ({ code, ...target })));
  expect(targets).toHaveLength(17);
  expect(targets.filter(({ gap }) => gap !== null)).toEqual([
    { code: "economy.sector-share", value: "0.175", gap: "-0.006", reached: false },
    { code: "tasks.all.overdue", value: "0", gap: "30", reached: false },
  ]);
  expect(targets.filter(({ code }) => code === "coverage-5g.population-share")).toEqual([
    { code: "coverage-5g.population-share", value: "0.7", gap: null, reached: null },
  ]);
});

it("keeps an aim without a number in its words, compared with nothing", async () => {
  await addObservation(subgraph.database, { indicatorCode: "government.paperwork", value: "5" });
  const { data } =
    await subgraph.execute(`{ indicator(code: "government.paperwork") { latest { value } targets { nodes {
    value qualifier note gap reached dueOn source { code } computed { value }
    inferences { field inferredBy } } } } }`);
  expect(data?.indicator).toEqual({
    latest: { value: "5" },
    targets: {
      nodes: [
        {
          value: null,
          qualifier: null,
          note: "sharply reduce paperwork",
          gap: null,
          reached: null,
          dueOn: "2026-12-31",
          source: { code: "vns-resolution-57-plan" },
          computed: null,
          inferences: [
            { field: "dueOn", inferredBy: "authors of this graph" },
            { field: "period", inferredBy: "authors of this graph" },
          ],
        },
      ],
    },
  });
});

it("is refused by the database without both a number and words", async () => {
  await expect(
    subgraph.database.rows(sql`
      INSERT INTO target (indicator_code, period, due_on, due_on_assumed)
      VALUES ('government.paperwork', '2026', '2026-12-31', FALSE)`),
  ).rejects.toThrow("target_value_check");
});

const { EXACT, AT_LEAST, MORE_THAN, ALMOST, APPROXIMATELY } = ValueQualifier;

let indicators = 0;

it.each<[boolean | null, string, ValueQualifier, string, ValueQualifier, string, boolean | null]>([
  // higherIsBetter, target, figure, gap, reached
  [true, "0.7", EXACT, "0.70", EXACT, "0.00", true],
  [true, "0.7", EXACT, "0.71", EXACT, "0.01", true],
  [true, "0.7", EXACT, "0.699999999999999999999", EXACT, "-0.000000000000000000001", false],
  [true, "0.7", AT_LEAST, "0.7", EXACT, "0.0", true],
  [true, "0.7", MORE_THAN, "0.7", EXACT, "0.0", false],
  [true, "0.7", MORE_THAN, "0.7", MORE_THAN, "0.0", true],
  [true, "0.5", APPROXIMATELY, "0.475", EXACT, "-0.025", true],
  [true, "0.5", APPROXIMATELY, "0.474", EXACT, "-0.026", false],
  [true, "0.7", EXACT, "0.5", MORE_THAN, "-0.2", null],
  [true, "0.7", EXACT, "0.7", MORE_THAN, "0.0", true],
  [true, "0.7", EXACT, "0.7", ALMOST, "0.0", false],
  [true, "0.7", EXACT, "0.72", ALMOST, "0.02", null],
  [true, "0.7", EXACT, "0.7", APPROXIMATELY, "0.0", null],
  [false, "10", EXACT, "10", EXACT, "0", true],
  [false, "10", EXACT, "9", EXACT, "-1", true],
  [false, "10", EXACT, "11", EXACT, "1", false],
  [false, "10", EXACT, "9", AT_LEAST, "-1", null],
  [false, "10", EXACT, "10", MORE_THAN, "0", false],
  [null, "20", EXACT, "20", EXACT, "0", true],
  [null, "20", EXACT, "21", EXACT, "1", false],
  [null, "20", APPROXIMATELY, "21", EXACT, "1", true],
  [null, "20", APPROXIMATELY, "22", EXACT, "2", false],
])("higherIsBetter %s: %s %s, figure %s %s, gap %s, reached %s", async (...given) => {
  const [higherIsBetter, value, qualifier, figure, figureQualifier, gap, reached] = given;
  indicators += 1;
  const code = `test.target-${indicators}`;
  await addIndicator(subgraph.database, { code, higherIsBetter });
  await subgraph.database.repository(Target).insert({
    indicatorCode: code,
    value,
    qualifier,
    note: null,
    period: "2026",
    dueOn: "2026-12-31",
    dueOnAssumed: false,
    sourceId: null,
  });
  const query =
    "query ($code: ID!) { indicator(code: $code) { targets { nodes { indicator { code } source { code } dueOn gap reached } } } }";
  const target = { indicator: { code }, source: null, dueOn: "2026-12-31" };
  expect((await subgraph.execute(query, { code })).data).toEqual({
    indicator: { targets: { nodes: [{ ...target, gap: null, reached: null }] } },
  });
  await addObservation(subgraph.database, { indicatorCode: code, value: figure, qualifier: figureQualifier });
  expect((await subgraph.execute(query, { code })).data).toEqual({
    indicator: { targets: { nodes: [{ ...target, gap, reached }] } },
  });
});

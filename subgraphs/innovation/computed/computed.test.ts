import { globalId } from "../../../shared/base/text/global-id";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { addObservation } from "../observation/observation.fixture";
import { innovation } from "../subgraph";
import { innovationMeasures } from "./computed-by-innovation";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

interface Compared {
  code: string;
  latest: { value: string; computed: { value: string; difference: string } | null } | null;
}

const comparison = `{ indicators(first: 200) { nodes { code latest { value period source { code }
  computed { sector { code } value difference rate { numerator denominator } periodStart periodEnd origin } } } } }`;

it("computes what was published about this sector, with no difference, in two statements and a statistic for all", async () => {
  const { data, errors, statements } = await subgraph.execute(comparison);
  expect(errors).toEqual([]);
  // Indicators in two, ids of the latest, the latest, sources, sectors; and of what is computed a statistic, what changes it, all the rest.
  expect(statements).toBe(9);
  const { nodes } = (data as { indicators: { nodes: Compared[] } }).indicators;
  const computed = nodes.filter(({ latest }) => latest?.computed);
  // The year that they were published of is not over on the calibration day.
  const over = {
    sector: { code: "innovation" },
    periodStart: null,
    periodEnd: "2025-11-14",
    origin: "SYNTHETIC",
  };
  const year = { period: "2025", source: { code: "hanoi-times-2025-12" } };
  const same = (value: string, difference = "0") => ({
    value,
    ...year,
    computed: { value, difference, rate: null, ...over },
  });
  expect(computed).toEqual([
    {
      code: "enterprises.innovating-share",
      latest: {
        value: "0.252",
        ...year,
        computed: {
          value: "0.252",
          difference: "0.000",
          rate: { numerator: 1260, denominator: 5000 },
          ...over,
        },
      },
    },
    { code: "enterprises.science-technology.count", latest: same("207") },
    { code: "pii.components", latest: same("52") },
    { code: "pii.components-ranked-first", latest: same("18") },
  ]);
});

it("knows each of its indicators", async () => {
  const { data } = await subgraph.execute(
    '{ indicators(first: 200, filter: { sector: { eq: "innovation" } }) { nodes { code } } }',
  );
  const { indicators } = data as { indicators: { nodes: { code: string }[] } };
  const known = indicators.nodes.map(({ code }) => code);
  expect([...innovationMeasures.keys()].filter((code) => !known.includes(code))).toEqual([]);
});

it("sets 5G against its target of 70 % of the population", async () => {
  const { data } =
    await subgraph.execute(`{ coverage5G(month: "2025-11") { populationShare { numerator denominator } }
    indicator(code: "coverage-5g.population-share") { targets { nodes { value computed {
      value difference rate { numerator denominator } periodEnd } } } } }`);
  const { coverage5G, indicator } = data as {
    coverage5G: { populationShare: { numerator: number; denominator: number } };
    indicator: { targets: { nodes: { computed: object }[] } };
  };
  const { numerator, denominator } = coverage5G.populationShare;
  const value = (Math.round((1000 * numerator) / denominator) / 1000).toFixed(3);
  expect(indicator.targets.nodes).toEqual([
    {
      value: "0.7",
      computed: {
        value,
        difference: (Number(value) - 0.7).toFixed(3),
        rate: coverage5G.populationShare,
        periodEnd: "2025-11-14",
      },
    },
  ]);
});

it("shows a difference, and computes nothing for a ward, an organization or an open end", async () => {
  const indicatorCode = "enterprises.science-technology.count";
  const rows = [
    { value: "210", period: "2025-11-14" },
    { value: "211", period: "1990" },
    { value: "212", period: "2025-11-14", areaCode: "00004" },
    { value: "213", period: "2025-11-14", organizationCode: "SKHCN" },
    { value: "214", period: "2025-01-01/.." },
  ];
  for (const row of rows) await addObservation(subgraph.database, { indicatorCode, ...row });
  const { data } = await subgraph.execute(
    `{ indicator(code: "${indicatorCode}") { observations { nodes { value computed { value difference } } } } }`,
  );
  const { indicator } = data as { indicator: { observations: { nodes: { value: string }[] } } };
  const byValue = indicator.observations.nodes.toSorted(
    (left, right) => Number(left.value) - Number(right.value),
  );
  expect(byValue).toEqual([
    { value: "207", computed: { value: "207", difference: "0" } },
    { value: "210", computed: { value: "207", difference: "-3" } },
    // Of 1990 nobody knows anything, and that is not 0.
    { value: "211", computed: { value: null, difference: null } },
    { value: "212", computed: null },
    { value: "213", computed: null },
    { value: "214", computed: null },
  ]);
});

describe("what another sector computes", () => {
  const leads =
    "tasksFigure { indicator value periodStart periodEnd } proceduresFigure { indicator } infrastructureFigure { indicator }";
  const none = { tasksFigure: null, proceduresFigure: null, infrastructureFigure: null };
  const indicator = "tasks.central.overdue";

  async function figuresOf(code: string, row: object = {}): Promise<unknown> {
    const id = await addObservation(subgraph.database, {
      indicatorCode: code,
      value: "7.0",
      period: "2024",
      ...row,
    });
    const { data, errors } = await subgraph.execute(
      `query ($of: _Any!) { _entities(representations: [$of]) { ... on Observation { ${leads} computed { value } } } }`,
      { of: { __typename: "Observation", id: globalId("Observation", id) } },
    );
    expect(errors).toEqual([]);
    return (data as { _entities: object[] })._entities[0];
  }

  it("is asked of the sector of the indicator alone, with all that it must know", async () => {
    const tasksFigure = { indicator, value: "7.0", periodStart: "2024-01-01", periodEnd: "2024-12-31" };
    expect(await figuresOf(indicator)).toEqual({ ...none, tasksFigure, computed: null });
    expect(await figuresOf("dossiers.received")).toEqual({
      ...none,
      proceduresFigure: { indicator: "dossiers.received" },
      computed: null,
    });
    expect(await figuresOf("open-data.datasets")).toEqual({
      ...none,
      infrastructureFigure: { indicator: "open-data.datasets" },
      computed: null,
    });
  });

  it.each([
    ["a ward", { areaCode: "00004" }],
    ["the nation", { areaCode: null }],
    ["an organization", { organizationCode: "SKHCN" }],
    ["a period without an end", { period: "2024-01-01/.." }],
  ])("is asked of nobody for a figure of %s", async (_, row) => {
    expect(await figuresOf(indicator, row)).toEqual({ ...none, computed: null });
  });

  it("is shown with the sector, as the gateway brings it along", async () => {
    const id = await addObservation(subgraph.database, {
      indicatorCode: indicator,
      value: "9",
      period: "2023",
    });
    const value = {
      ...{ value: "8", difference: "-1", rate: null, origin: "REPORTED" },
      ...{ periodStart: "2023-01-01", periodEnd: "2023-12-31" },
    };
    const of = {
      __typename: "Observation",
      id: globalId("Observation", id),
      tasksFigure: { computed: value },
    };
    const { data, errors } = await subgraph.execute(
      `query ($of: _Any!) { _entities(representations: [$of]) { ... on Observation {
        computed { sector { code } value difference rate { value } periodStart periodEnd origin } } } }`,
      { of },
    );
    expect({ data, errors }).toEqual({
      errors: [],
      data: { _entities: [{ computed: { sector: { code: "tasks" }, ...value } }] },
    });
  });

  it("comes to a key result step by step, and so does what this sector computes", async () => {
    const aim = {
      ...{ __typename: "KeyResult", code: "KR", target: "1", decimals: 2 },
      ...{ periodStart: "2025-11-01", periodEnd: "2025-12-31" },
    };
    const step = {
      ...{ value: "8.00", difference: "7.00", rate: null, origin: "REPORTED" },
      ...{ periodStart: null, periodEnd: "2025-10-31" },
    };
    const { data, errors } = await subgraph.execute(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on KeyResult {
        tasksFigure { value } computed { sector { code } value periodEnd } } } }`,
      {
        of: [
          { ...aim, indicator: { code: indicator }, tasksFigure: { series: [step] } },
          { ...aim, indicator: { code: "pii.components" } },
          { ...aim, indicator: { code: "dti.rank" } },
          { ...aim, indicator: null },
        ],
      },
    );
    expect(errors).toEqual([]);
    const [ofTasks, own, ...others] = (data as { _entities: [object, { computed: object[] }, ...object[]] })
      ._entities;
    expect(ofTasks).toEqual({
      tasksFigure: { value: "1.00" },
      computed: [{ sector: { code: "tasks" }, value: "8.00", periodEnd: "2025-10-31" }],
    });
    expect(own.computed.at(-1)).toEqual({
      sector: { code: "innovation" },
      value: "52.00",
      periodEnd: "2025-11-14",
    });
    expect(own.computed).toHaveLength(13);
    expect(others).toEqual(Array(2).fill({ tasksFigure: null, computed: null }));
  });
});

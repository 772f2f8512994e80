import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/* What a client got wrong is said where it stands, and the rest of the answer is there. */

const subgraphs = new Map<string, TestSubgraph>();
beforeAll(async () => {
  for (const { name } of readSubgraphList()) subgraphs.set(name, await openTestSubgraph(loadSubgraph(name)));
}, 120_000);
afterAll(async () => {
  for (const subgraph of subgraphs.values()) await subgraph.close();
});

const of = (name: string): TestSubgraph => {
  const subgraph = subgraphs.get(name);
  if (!subgraph) throw new Error(`Expected a subgraph ${name}.`);
  return subgraph;
};

describe("a field with a bad argument leaves those beside it alone:", () => {
  it.each([
    ["tasks", "taskStats { totals { assigned } }", "taskStats(first: 0) { totals { assigned } }"],
    ["tasks", "tasks(first: 1) { nodes { code } }", "tasks(first: 0) { nodes { code } }"],
    [
      "tasks",
      "objectives { nodes { code } }",
      'taskStats(asOf: "2025-02-01", timeBucket: { field: AS_OF, grain: DAY, from: "2025-02-02" }) { dataAsOf }',
    ],
    ["tasks", 'warningList(week: "2025-W40") { week }', 'warningList(week: "2025-W47") { week }'],
    ["procedures", "dossierStats { totals { received } }", "dossierStats(first: 0) { totals { received } }"],
    ["procedures", "dossierStats { totals { received } }", "dossiers(last: 1, first: 1) { totalCount }"],
    ["procedures", "procedures(first: 1) { nodes { code } }", "procedures(first: 201) { nodes { code } }"],
    ["procedures", "procedureStats { procedures }", 'serviceIndexRanking(month: "2026-01") { month }'],
    ["innovation", "enterpriseStats { totals { enterprises } }", "enterprises(first: 0) { totalCount }"],
    ["innovation", "indicators { nodes { code } }", 'indicators(filter: { search: " " }) { totalCount }'],
    [
      "innovation",
      "observationChanges(first: 1) { totalCount }",
      'observationChanges(after: "?") { totalCount }',
    ],
    ["infrastructure", "administrativeUnitStats { totals { units } }", "datasets(first: 0) { totalCount }"],
    ["infrastructure", "itSystems(first: 1) { nodes { code } }", 'itSystems(after: "?") { totalCount }'],
  ])("%s { %s %s }", async (name, good, bad) => {
    const alone = await of(name).execute(`{ good: ${good} }`);
    expect(alone.errors).toEqual([]);
    const { data, errors } = await of(name).execute(`{ good: ${good} bad: ${bad} }`);
    expect(data).toEqual({ ...alone.data, bad: null });
    expect(errors).toMatchObject([
      { path: ["bad"], code: expect.stringMatching(/^(BAD_USER_INPUT|INVALID_CURSOR)$/) },
    ]);
  });

  it.each([
    ["tasks", "organization", "SKHCN"],
    ["procedures", "procedure", "1.000008"],
    ["innovation", "indicator", "dossiers.received"],
    ["infrastructure", "administrativeUnit", "00004"],
  ])("%s { %s } of a code that no database could hold", async (name, field, code) => {
    const query = `query ($good: ID!, $bad: ID!) { good: ${field}(code: $good) { code } bad: ${field}(code: $bad) { code } }`;
    const { data, errors } = await of(name).execute(query, { good: code, bad: "a\u0000b" });
    expect(data).toEqual({ good: { code }, bad: null });
    expect(errors).toMatchObject([{ path: ["bad"], code: "NOT_FOUND" }]);
  });

  it("procedures { a unit's statistics with a filter that cannot be meant }", async () => {
    const { data, errors } = await of("procedures").execute(
      `query ($units: [_Any!]!) { _entities(representations: $units) { ... on AdministrativeUnit { code
        good: dossierStats { received } bad: dossierStats(filter: { unit: { in: [] } }) { received } } } }`,
      { units: ["00004", "00008"].map((code) => ({ __typename: "AdministrativeUnit", code })) },
    );
    const unit = (code: string) => ({ code, good: { received: expect.any(Number) }, bad: null });
    expect(data).toEqual({ _entities: [unit("00004"), unit("00008")] });
    expect(errors).toMatchObject(
      [0, 1].map((at) => ({ path: ["_entities", at, "bad"], code: "BAD_USER_INPUT" })),
    );
  });
});

describe("values that nothing can hold are refused before anything walks them:", () => {
  const nested = (levels: number, inner: object): object => {
    let filter = inner;
    for (let level = 0; level < levels; level += 1) filter = { not: filter };
    return filter;
  };

  it.each([
    ["tasks", "taskStats", "TaskFilter", "assigned", { unclear: true }],
    ["procedures", "dossierStats", "DossierFilter", "received", { digitised: true }],
  ])("%s: a filter of 3,000 levels", async (name, field, type, count, inner) => {
    const query = `query ($filter: ${type}) { ${field}(filter: $filter) { totals { ${count} } } }`;
    for (const levels of [101, 3_000, 60_000]) {
      expect(await of(name).execute(query, { filter: nested(levels, inner) })).toMatchObject({
        errors: [
          {
            message:
              'Variable "$filter": expected at most 100 levels of lists and objects within one another; got more.',
            code: "BAD_USER_INPUT",
          },
        ],
        statements: 0,
      });
    }
    const { errors } = await of(name).execute(query, { filter: nested(99, inner) });
    expect(errors).toMatchObject([{ path: [field], code: "BAD_USER_INPUT" }]);
    const written = `${"{ not: ".repeat(200)}{}${" }".repeat(200)}`;
    expect(await of(name).execute(`{ ${field}(filter: ${written}) { totals { ${count} } } }`)).toMatchObject({
      errors: [
        {
          message: "filter: expected at most 100 levels of lists and objects within one another; got more.",
          code: "BAD_USER_INPUT",
        },
      ],
      statements: 0,
    });
  });

  const infinite = (number: string) =>
    `expected a number that a Float can hold, up to 1.7e308; got ${number}.`;
  it.each([
    ["{ dossierStats { totals { processingDays(percentile: 1e400) } } }", `percentile: ${infinite("1e400")}`],
    [
      "{ dossierStats(having: [{ measure: RECEIVED, is: { gte: -1e400 } }]) { truncated } }",
      `having: ${infinite("-1e400")}`,
    ],
    [
      `{ dossierStats(having: [{ measure: RECEIVED, is: { lte: 1${"0".repeat(400)} } }]) { truncated } }`,
      `having: ${infinite("one of 401 digits")}`,
    ],
    ["query ($p: Float = 1e400) { dossierStats { totals { processingDays(percentile: $p) } } }", undefined],
  ])("procedures: %s", async (query, message) => {
    const { errors, statements } = await of("procedures").execute(query);
    expect(errors).toMatchObject([{ ...(message && { message }), code: "BAD_USER_INPUT" }]);
    expect(statements).toBe(0);
  });

  it("a number of many digits is a key like any other", async () => {
    const { errors } = await of("procedures").execute(`{ procedure(code: 1${"0".repeat(400)}) { code } }`);
    expect(errors).toMatchObject([{ code: "NOT_FOUND" }]);
  });
});

describe("a bound of a rate", () => {
  it.each([
    [
      "ON_TIME_RATE",
      "gte: 90",
      "gte: expected a share from 0 to 1; got 90. If 90 is in per cent, write 0.9.",
    ],
    [
      "DIGITISATION_RATE",
      "lte: 85.89",
      "lte: expected a share from 0 to 1; got 85.89. If 85.89 is in per cent, write 0.8589.",
    ],
    ["SATISFACTION_RATE", "gte: -0.1", "gte: expected a share from 0 to 1; got -0.1."],
    ["ONLINE_PAYMENT_RATE", "gte: 1e30", `gte: expected a share from 0 to 1; got 1${"0".repeat(30)}.`],
    [
      "ELECTRONIC_RESULT_RATE",
      "gte: 1.5",
      "gte: expected a share from 0 to 1; got 1.5. If 1.5 is in per cent, write 0.015.",
    ],
  ])("%s, %s, is refused as a percentage is elsewhere", async (measure, bound, message) => {
    const { data, errors } = await of("procedures").execute(
      `{ dossierStats(groupBy: [UNIT], having: [{ measure: ${measure}, is: { ${bound} } }]) { truncated } }`,
    );
    expect(data).toEqual({ dossierStats: null });
    expect(errors).toMatchObject([{ message: `having.0.is.${message}`, code: "BAD_USER_INPUT" }]);
  });

  it.each([
    "ON_TIME_RATE, is: { gte: 0, lte: 1 }",
    "ON_TIME_RATE, is: { gte: 1e-7 }",
    "RECEIVED, is: { gte: 90 }",
    "AVERAGE_PROCESSING_DAYS, is: { lte: 90 }",
  ])("is taken: %s", async (having) => {
    const { errors } = await of("procedures").execute(
      `{ dossierStats(groupBy: [UNIT], having: [{ measure: ${having} }]) { rows { unit { code } } } }`,
    );
    expect(errors).toEqual([]);
  });
});

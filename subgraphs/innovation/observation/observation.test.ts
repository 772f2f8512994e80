import sql from "sql-template-tag";
import { globalId } from "../../../shared/base/text/global-id";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";
import { addIndicator, addObservation } from "./observation.fixture";
import { ValueQualifier } from "./value-qualifier";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const at = (day: string) => new Date(`${day}T00:00:00+07:00`);

/** When everything that is written here has been recorded. */
const afterCorrection = "2025-11-28T09:00:00+07:00";

async function valuesOf(code: string, args: string): Promise<unknown> {
  const { data, errors } = await subgraph.execute(
    `query ($code: ID!) { indicator(code: $code) { observations${args} { totalCount nodes { value } } } }`,
    { code },
    { now: afterCorrection },
  );
  if (errors.length > 0) return errors;
  const indicator = data?.indicator as {
    observations: { totalCount: number; nodes: { value: string }[] };
  };
  const { totalCount, nodes } = indicator.observations;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ value }) => value);
}

describe("a correction", () => {
  const code = "test.corrected";
  let first = "";
  beforeAll(async () => {
    await addIndicator(subgraph.database, { code });
    first = await addObservation(subgraph.database, {
      indicatorCode: code,
      value: "0.50",
      sourceId: "vietnamplus-2025-11-14",
      publishedAt: at("2025-11-14"),
    });
    await addObservation(subgraph.database, {
      indicatorCode: code,
      value: "0.60",
      sourceId: "vietnamplus-2025-11-14",
      publishedAt: at("2025-11-14"),
      recordedAt: at("2025-11-20"),
      supersedesId: first,
      revision: 2,
    });
  });

  it("stands beside what it corrects, which keeps its value to the last digit", async () => {
    const { data } = await subgraph.execute(
      `query ($code: ID!) { indicator(code: $code) { observations(includeSuperseded: true) {
        nodes { value revision publishedAt recordedAt supersededAt }
      } } }`,
      { code },
    );
    expect(data).toEqual({
      indicator: {
        observations: {
          nodes: [
            {
              value: "0.60",
              revision: 2,
              publishedAt: "2025-11-13T17:00:00.000Z",
              recordedAt: "2025-11-19T17:00:00.000Z",
              supersededAt: null,
            },
            {
              value: "0.50",
              revision: 1,
              publishedAt: "2025-11-13T17:00:00.000Z",
              recordedAt: "2025-11-13T17:00:00.000Z",
              supersededAt: "2025-11-19T17:00:00.000Z",
            },
          ],
        },
      },
    });
  });

  it.each([
    ["", ["0.60"]],
    ["(includeSuperseded: true)", ["0.60", "0.50"]],
    ['(asOf: "2025-11-13T23:59:59.999+07:00")', []],
    ['(asOf: "2025-11-14T00:00:00+07:00")', ["0.50"]],
    ['(asOf: "2025-11-19T23:59:59.999+07:00")', ["0.50"]],
    ['(asOf: "2025-11-19T23:59:59.999+07:00", includeSuperseded: true)', ["0.50"]],
    ['(asOf: "2025-11-20T00:00:00+07:00")', ["0.60"]],
    ['(asOf: "2025-11-20T00:00:00+07:00", includeSuperseded: true)', ["0.60", "0.50"]],
  ])("is seen by observations%s as %j", async (args, values) => {
    expect(await valuesOf(code, args)).toEqual(values);
  });

  it.each([
    ["of one already superseded", { revision: 2 }],
    ["that skips a revision", { revision: 3 }],
    ["of another indicator's observation", { indicatorCode: "pii.rank", revision: 2 }],
  ])("%s is refused by the database", async (_, changed) => {
    const correction = { indicatorCode: code, value: "0.7", supersedesId: first, ...changed };
    await expect(addObservation(subgraph.database, correction)).rejects.toThrow(
      /is not the current revision/,
    );
  });

  it("without what it corrects is refused, as is a second current figure of the same source", async () => {
    await expect(
      addObservation(subgraph.database, { indicatorCode: code, value: "0.7", revision: 2 }),
    ).rejects.toThrow(/observation_revision_check/);
    const sourceId = "vietnamplus-2025-11-14";
    await expect(
      addObservation(subgraph.database, { indicatorCode: code, value: "0.7", sourceId }),
    ).rejects.toThrow(/observation_current_idx/);
  });

  it("happens once when two are made at once", async () => {
    const indicatorCode = "test.corrected-at-once";
    await addIndicator(subgraph.database, { code: indicatorCode });
    const supersedesId = await addObservation(subgraph.database, { indicatorCode, value: "1" });
    const outcomes = await Promise.allSettled(
      ["2", "3"].map((value) =>
        subgraph.database.transaction((transaction) =>
          addObservation(transaction, { indicatorCode, value, supersedesId, revision: 2 }),
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await valuesOf(indicatorCode, "")).toHaveLength(1);
  });
});

describe("the database", () => {
  it.each([
    ["changes no value", sql`UPDATE observation SET value = 188 WHERE value = 187`],
    ["changes not even a trailing zero", sql`UPDATE observation SET value = 0.50 WHERE value = 0.5`],
    [
      "changes no value of a row that it closes",
      sql`UPDATE observation SET value = 1, superseded_at = now()`,
    ],
    ["deletes none", sql`DELETE FROM observation`],
    ["empties no table", sql`TRUNCATE observation CASCADE`],
    ["opens none again", sql`UPDATE observation SET superseded_at = NULL WHERE superseded_at IS NOT NULL`],
    ["closes none twice", sql`UPDATE observation SET superseded_at = now() WHERE superseded_at IS NOT NULL`],
  ])("%s", async (_, statement) => {
    await expect(subgraph.database.rows(statement)).rejects.toThrow("observation is only ever added to");
  });

  it("takes no published figure without a source, and none recorded before it was published", async () => {
    const insert = (columns: string) =>
      subgraph.dataSource.query(
        `INSERT INTO observation (indicator_code, period, value, qualifier, published_at, recorded_at, origin)
         SELECT 'pii.rank', '2024', 1, 'EXACT', ${columns}`,
      );
    await expect(insert("now(), now(), 'PUBLISHED'")).rejects.toThrow(/observation_source_check/);
    await expect(insert("now(), now() - interval '1 s', 'REPORTED'")).rejects.toThrow(
      /observation_recorded_check/,
    );
  });
});

describe("a list of observations", () => {
  const code = "test.filtered";
  beforeAll(async () => {
    await addIndicator(subgraph.database, { code });
    const rows = [
      { value: "1", period: "2025-Q3", publishedAt: at("2025-10-01") },
      { value: "2", period: "2025-10", publishedAt: at("2025-11-01"), areaCode: null },
      { value: "3", period: "2025-11-14", publishedAt: at("2025-11-14"), areaCode: "00004" },
      { value: "4", period: "2025", publishedAt: at("2025-11-14"), organizationCode: "SKHCN" },
      {
        value: "5",
        period: "2025-11-01/..",
        publishedAt: at("2025-11-14"),
        qualifier: ValueQualifier.ALMOST,
      },
    ];
    for (const row of rows) await addObservation(subgraph.database, { indicatorCode: code, ...row });
  });

  it.each([
    ["{}", ["5", "4", "3", "2", "1"]],
    ['{ period: { gte: "2025-09-30" } }', ["4", "3", "2", "1"]],
    ['{ period: { gte: "2025-10-01", lt: "2025-11-14" } }', ["2"]],
    ['{ period: { gte: "2025-10-01", lt: "2025-11-15" } }', ["3", "2"]],
    ["{ period: { isNull: true } }", ["5"]],
    ['{ unit: { in: ["01"] } }', ["5", "4", "1"]],
    ['{ unit: { notIn: ["01"] } }', ["3", "2"]],
    ["{ unit: { isNull: true } }", ["2"]],
    ['{ organization: { in: ["SKHCN"] } }', ["4"]],
    ["{ qualifier: { in: [ALMOST, MORE_THAN] } }", ["5"]],
    ['{ qualifier: { eq: EXACT }, unit: { in: ["01"] }, period: { gte: "2025-01-01" } }', ["4", "1"]],
  ])("is filtered by %s", async (filter, values) => {
    expect(await valuesOf(code, `(filter: ${filter})`)).toEqual(values);
  });

  it.each([
    ["(filter: { unit: { in: [] } })", "filter.unit.in: expected 1 to 1000 values; got 0."],
    ["(filter: { qualifier: { in: [] } })", "filter.qualifier.in: expected 1 to 1000 values; got 0."],
    [
      '(filter: { period: { gte: "2025-02-01", lt: "2025-02-01" } })',
      "filter.period: expected gte to be before lt; got 2025-02-01 and 2025-02-01.",
    ],
    ["(first: 0)", "first: expected 1 to 200; got 0."],
    ["(first: 201)", "first: expected 1 to 200; got 201."],
  ])("refuses %s", async (args, message) => {
    expect(await valuesOf(code, args)).toEqual([
      { code: "BAD_USER_INPUT", message, path: ["indicator", "observations"] },
    ]);
  });

  it.each([
    ["(orderBy: [{ field: PERIOD_END, direction: ASC }])", ["1", "2", "3", "4", "5"]],
    ["(orderBy: [{ field: PUBLISHED_AT, direction: ASC }])", ["1", "2", "3", "4", "5"]],
    ["(orderBy: [{ field: PERIOD_END }])", ["4", "3", "2", "1", "5"]],
  ])("is ordered by %s", async (args, values) => {
    expect(await valuesOf(code, args)).toEqual(values);
  });

  it("is read backwards from its end", async () => {
    const { data } = await subgraph.execute(
      `{ indicator(code: "${code}") { observations(last: 2) { nodes { value } pageInfo { hasPreviousPage } } } }`,
    );
    expect(data).toEqual({
      indicator: {
        observations: { nodes: [{ value: "2" }, { value: "1" }], pageInfo: { hasPreviousPage: true } },
      },
    });
  });

  it("is read in pages that lose and repeat nothing, where several were published at one instant", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const { data } = await subgraph.execute(
        `query ($code: ID!, $after: String) { indicator(code: $code) { observations(first: 2, after: $after) {
          nodes { value } pageInfo { hasNextPage endCursor }
        } } }`,
        { code, after },
      );
      const indicator = data?.indicator as {
        observations: {
          nodes: { value: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      };
      const { nodes, pageInfo } = indicator.observations;
      seen.push(...nodes.map(({ value }) => value));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(["5", "4", "3", "2", "1"]);
  });
});

it("is found by its id through other subgraphs, and null for any other", async () => {
  const known = await subgraph.database.row<{ id: string }>(
    sql`SELECT id FROM observation WHERE indicator_code = 'conference.delegates'`,
  );
  const { data, errors, statements } = await subgraph.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Observation { id value indicator { code } unit { code } organization { code } source { code } }
    } }`,
    {
      representations: [known.id, "999999999", known.id].map((id) => ({
        __typename: "Observation",
        id: globalId("Observation", id),
      })),
    },
  );
  const delegates = {
    id: globalId("Observation", known.id),
    value: "3152",
    indicator: { code: "conference.delegates" },
    unit: { code: "01" },
    organization: null,
    source: { code: "vietnamplus-2025-11-14" },
  };
  expect(errors).toEqual([]);
  expect(data).toEqual({ _entities: [delegates, null, delegates] });
  expect(statements).toBe(3);
});

import { publicViewer } from "../../../../shared/http/identity/viewer";
import {
  analyst,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* Invalid queries: one error each, which says what was expected, for every viewer. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const codes = (many: number) => `[${Array.from({ length: many }, (_, at) => `"${at}"`).join(", ")}]`;
const months = `timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: "2025-08-01", lt: "2025-10-01" } }`;
const online = "{ applicant: { eq: CITIZEN }, channel: { in: [ONLINE, POSTAL] } }";

const bad = [
  [
    "five dimensions",
    "groupBy: [UNIT, CHANNEL, STATUS, APPLICANT, WEEKDAY]",
    "truncated",
    "groupBy: expected at most 4 dimensions; got 5.",
  ],
  [
    "classes that overlap",
    "groupBy: [PROCESSING_DAYS], classes: [{ dimension: PROCESSING_DAYS, ranges: [{ from: 0, to: 5 }, { from: 5 }] }]",
    "truncated",
    "classes.0.ranges: expected ranges that do not overlap; got 0–5 and 5 and more.",
  ],
  [
    "a window longer than the series",
    months,
    "rows { movingMean(measure: RECEIVED, steps: 3) }",
    "steps: expected 1 to 2, as many as the series has; got 3.",
  ],
  [
    "a difference to a filter that is the same",
    `filter: ${online}`,
    `rows { changeFrom(measure: RECEIVED, filter: ${online}) }`,
    "filter: expected another filter than the question's; got the same.",
  ],
  [
    "a difference to the same filter in other words",
    `filter: ${online}`,
    "rows { changeFrom(measure: RECEIVED, filter: { and: [{ channel: { in: [POSTAL, ONLINE, POSTAL] } }, { applicant: { eq: CITIZEN } }] }) }",
    "filter: expected another filter than the question's; got the same.",
  ],
  [
    "a top N of 0",
    "groupBy: [UNIT], topWithin: { dimension: UNIT, first: 0 }",
    "truncated",
    "topWithin.first: expected 1 to 10000; got 0.",
  ],
  [
    "the top of a dimension that is not asked for",
    "groupBy: [UNIT], topWithin: { dimension: CHANNEL, first: 3 }",
    "truncated",
    "topWithin.dimension: expected a dimension of groupBy; got CHANNEL.",
  ],
  [
    "ten thousand codes",
    `filter: { unit: { in: ${codes(10_000)} } }`,
    "truncated",
    "filter.unit.in: expected 1 to 1000 values; got 10000.",
  ],
  [
    "a percentile above 1",
    "groupBy: [UNIT]",
    "totals { processingDays(percentile: 1.5) }",
    "percentile: expected 0 to 1; got 1.5.",
  ],
  [
    "a percentile below 0",
    "groupBy: [UNIT]",
    "totals { processingDays(percentile: -0.1) }",
    "percentile: expected 0 to 1; got -0.1.",
  ],
  [
    "an order by a percentile out of range",
    "groupBy: [UNIT], orderBy: [{ field: AVERAGE_PROCESSING_DAYS, percentile: 95 }]",
    "truncated",
    "orderBy.0.percentile: expected 0 to 1; got 95.",
  ],
  [
    "a percentile of a count",
    "groupBy: [UNIT], having: [{ measure: RECEIVED, percentile: 0.5, is: { gte: 1 } }]",
    "truncated",
    "having.0.percentile: expected a mean of processingDays; got RECEIVED.",
  ],
  [
    "a share of a rate",
    "groupBy: [UNIT], orderBy: [{ field: ON_TIME_RATE, share: true }]",
    "truncated",
    "orderBy.0.share: expected a count, which has a share of the total; got ON_TIME_RATE.",
  ],
] as const;

describe.each([
  ["an analyst", analyst],
  ["the public", publicViewer],
])("of %s", (_, viewer) => {
  it.each(bad)("refuses %s", async (_, args, fields, message) => {
    const query = `{ dossierStats(${args}, first: 1) { ${fields} } }`;
    const { errors } = await subgraph.execute(query, {}, { viewer });
    expect(errors).toEqual([
      { message, path: expect.arrayContaining(["dossierStats"]), code: "BAD_USER_INPUT" },
    ]);
  });
});

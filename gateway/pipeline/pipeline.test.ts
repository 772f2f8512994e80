import { buildSchema, graphqlSync } from "graphql";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { publicViewer } from "../../shared/http/identity/viewer";
import { createGraphNaming } from "../normalise/response-names";
import type { QueryPlan } from "../planner/query-plan";
import { checkAnswer } from "../transport/check-answer";
import { createPipeline } from "./pipeline";

const schema = buildSchema(`
  type Ward { code: ID! name: String! tasks(open: Boolean!): Int! }
  type Query { ward(code: ID!): Ward wards: [Ward!]! }
`);
const wards = ["00004", "00008"].map((code) => ({
  code,
  name: `Phường ${code}`,
  tasks: ({ open }: { open: boolean }) => (open ? 3 : 40),
}));
const rootValue = { wards, ward: ({ code }: { code: string }) => wards.find((ward) => ward.code === code) };
const context = { viewer: publicViewer, requestId: "test", begunAt: "2025-11-14T02:00:00.000Z" };

/** A pipeline of one subgraph, with all that its planner was asked to plan and its subgraph was asked. */
function startPipeline() {
  const planned: string[] = [];
  const asked: string[] = [];
  const planner = {
    plan(operation: string): QueryPlan {
      planned.push(operation);
      const fetch = { subgraph: "wards", operation, variables: ["open"], path: [], outputRewrites: [] };
      return { kind: "RootFetch", isMutation: false, ...fetch };
    },
  };
  const pipeline = createPipeline({
    graph: {
      schema,
      supergraph: schema,
      naming: createGraphNaming(schema, schema),
      planner,
      mergesFetches: true,
      clock: systemClock,
    },
    async fetch({ body }) {
      const { query: source, variables: variableValues } = JSON.parse(body);
      asked.push(source);
      const result = graphqlSync({ schema, source, rootValue, variableValues });
      return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify(result)) });
    },
    log: createLogger("test", "silent"),
  });
  const answer = async (query: string, variables: Record<string, unknown> = {}) => {
    const answered = await pipeline.answer({ query, variables, mayChange: false }, context);
    return Buffer.isBuffer(answered) ? JSON.parse(answered.toString()) : answered;
  };
  return { planned, asked, answer };
}

const writings = [
  'query ($open: Boolean!) { wards { code name tasks(open: $open) } ward(code: "00004") { name } }',
  'query Other($open: Boolean!) {ward(code:"00004"){name} wards{tasks(open:$open) name code}}',
  'query ($open: Boolean!) { code: ward(code: """00004""") { code: name } tasks: wards { name: tasks(open: $open) tasks: name __typename x: code } }',
  'query ($open: Boolean!) { ...W } fragment W on Query { wards { ...B ...A } ...C } fragment A on Ward { name code name } fragment B on Ward { t: tasks(open: $open) ... { code } } fragment C on Query { ward(code: "00004") { ...N } } fragment N on Ward { n: name }',
];

it("plans operations once that differ in aliases, fragments, order, names and whitespace", async () => {
  const { planned, asked, answer } = startPipeline();
  for (const source of writings) {
    const expected = graphqlSync({ schema, source, rootValue, variableValues: { open: true } });
    expect(await answer(source, { open: true })).toEqual(JSON.parse(JSON.stringify(expected)));
  }
  expect({ planned: planned.length, asked: new Set(asked).size }).toEqual({ planned: 1, asked: 1 });
});

it("plans once for each other form", async () => {
  const { planned, answer } = startPipeline();
  const forms = [
    "{ wards { code } }",
    "{ wards { name } }",
    "{ wards { a: code } }",
    "{ wards { code name } }",
  ];
  for (const form of forms) await answer(form);
  expect(planned).toHaveLength(3);
});

it("tells of variables at their places in the client's text", async () => {
  const { answer } = startPipeline();
  const { errors } = await answer("query (\n  $open: Boolean!\n) { wards { tasks(open: $open) } }");
  expect(
    errors?.map(({ message, locations }: { message: string; locations: unknown }) => [message, locations]),
  ).toEqual([['Variable "$open" of required type "Boolean!" was not provided.', [{ line: 2, column: 3 }]]]);
});

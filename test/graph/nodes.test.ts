import {
  buildClientSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isInterfaceType,
} from "graphql";
import { projectRoot } from "../../shared/base/project/project-root";
import { postQuery } from "../support/gateway/gateway-request";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import type { WalkAnswer } from "../support/schema/walk-fields";
import { leavesOf, waysTo } from "../support/schema/ways-to-type";

/* The running graph's nodes: one of each type of entity, found as clients find it, and again by its id. */

type Row = Record<string, unknown> & { __typename: string; id: string };

let graph: RunningGraph;
let schema: GraphQLSchema;
let types: readonly GraphQLObjectType[];
let admin: Record<string, string>;
/** One of each type, with all its values. */
const rows = new Map<string, Row>();

beforeAll(async () => {
  const deadlines = { SUBGRAPH_TIMEOUT_MS: "60000", REQUEST_TIMEOUT_MS: "60000" };
  const budgets = { BUDGET_PUBLIC: "1000000", BUDGET_ADMIN: "1000000" };
  const rates = { RATE_PUBLIC: "1000000000", RATE_ADMIN: "1000000000" };
  graph = await startGraph(projectRoot, { ...deadlines, ...budgets, ...rates });
  admin = { authorization: `Bearer ${await tokenFor(graph, { role: "admin" })}` };
  schema = buildClientSchema(await graph.client.request(getIntrospectionQuery()));
  const node = schema.getType("Node");
  types = isInterfaceType(node) ? [...schema.getPossibleTypes(node)] : [];
  for (const type of types) {
    const row = await findOne(type);
    if (row) rows.set(type.name, row);
  }
}, 180_000);
afterAll(() => graph?.cleanUp());

async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  headers = admin,
): Promise<WalkAnswer> {
  return (await postQuery(graph.origin, query, { variables, headers })).body as WalkAnswer;
}

async function findOne(type: GraphQLObjectType): Promise<Row | undefined> {
  for (const way of waysTo(schema, type.name)) {
    const { data } = await ask(
      way.reduceRight((inner, field) => `{ ${field} ${inner} }`, `{ ${leavesOf(type)} }`),
    );
    const row = rowIn(data, type.name);
    if (row) return row;
  }
  return undefined;
}

function rowIn(value: unknown, typeName: string): Row | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("__typename" in value && value.__typename === typeName) return value as Row;
  for (const inner of Object.values(value)) {
    const row = rowIn(inner, typeName);
    if (row) return row;
  }
  return undefined;
}

it("are the entities of all sectors, each with an id of its type", () => {
  expect(types.length).toBeGreaterThanOrEqual(27);
  expect(types.map(({ name }) => name).filter((name) => !rows.has(name))).toEqual([]);
  for (const [type, { id }] of rows) expect(id).toMatch(new RegExp(`^${type}:[\\w.%-]+$`));
});

it("are found by id with all that they are, one by one", async () => {
  for (const type of types) {
    const row = rows.get(type.name);
    const query = `query ($id: ID!) { node(id: $id) { ... on ${type.name} { ${leavesOf(type)} } } }`;
    expect(await ask(query, { id: row?.id })).toEqual({ data: { node: row } });
  }
});

it("are what their look-up gives", async () => {
  const lookUps = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ type, args }) => rows.has(getNamedType(type).name) && "getFields" in type && args.length === 1,
  );
  expect(lookUps.length).toBeGreaterThan(8);
  for (const { name, type, args } of lookUps) {
    const row = rows.get(getNamedType(type).name);
    const [key] = args;
    const found = schema.getType(getNamedType(type).name) as GraphQLObjectType;
    const query = `query ($key: ${key?.type}) { ${name}(${key?.name}: $key) { ${leavesOf(found)} } }`;
    expect(await ask(query, { key: row?.[String(key?.name)] })).toEqual({ data: { [name]: row } });
  }
});

it("come in the order of their ids, all types at once, and again where an id is asked for again", async () => {
  const ids = [...rows.values()].map(({ id }) => id).reverse();
  const twice = [...ids, ...ids];
  const { data, errors } = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
    ids: twice,
  });
  expect(errors).toBeUndefined();
  expect(data?.nodes).toEqual(twice.map((id) => ({ __typename: id.split(":")[0], id })));
});

it("that there are not are null with an error, of every type, whatever their key looks like", async () => {
  for (const key of [
    "nonsense",
    "0",
    "999999999999",
    "%F0%9F%98%80",
    "99999999999999999999999",
    "-1",
    "1e3",
  ]) {
    const ids = [...rows.keys()].map((type) => `${type}:${key}`);
    const { data, errors = [] } = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(data).toEqual({ nodes: ids.map(() => null) });
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions?.code]).sort(byIndex)).toEqual(
      ids.map((_, index) => [index, "NOT_FOUND"]),
    );
  }
});

const byIndex = ([one]: unknown[], [other]: unknown[]) => Number(one) - Number(other);

it.each(["184467", "", "Task", "Task:", "Nobody:1", "task:1", "Task:1:2", " Task:1", "Task:%zz"])(
  "refuse the id %j at its path, and the others go on",
  async (id) => {
    const good = rows.get("Task")?.id;
    const query = "query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }";
    const { data, errors = [] } = await ask(query, { id, ids: [id, good] });
    expect(data).toEqual({ node: null, nodes: [null, { id: good }] });
    expect(errors.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [["node"], "BAD_USER_INPUT"],
      [["nodes", 0], "BAD_USER_INPUT"],
    ]);
  },
);

it("refuse a look-up by the id of another type, and by a key alone", async () => {
  for (const id of [rows.get("Organization")?.id, "1"]) {
    const { data, errors = [] } = await ask("query ($id: ID!) { task(id: $id) { id } }", { id });
    expect(data).toEqual({ task: null });
    expect(errors.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
      [expect.stringContaining("expected the id of a Task, e.g. Task:184467; got "), "BAD_USER_INPUT"],
    ]);
  }
});

it("refuse more than 200 ids", async () => {
  const ids = Array.from({ length: 201 }, () => rows.get("Task")?.id);
  expect(await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids })).toMatchObject({
    data: { nodes: null },
    errors: [
      { path: ["nodes"], message: "Expected 1 to 200 ids; got 201.", extensions: { code: "BAD_USER_INPUT" } },
    ],
  });
});

it("that the public may not read are refused, whether or not they are there", async () => {
  const ids = [rows.get("Dossier")?.id, "Dossier:999999999999", rows.get("Task")?.id];
  const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Dossier { status } } }";
  const { data, errors = [] } = await ask(query, { ids }, {});
  expect(data).toEqual({ nodes: [null, null, { id: ids[2] }] });
  expect(errors.map(({ path, extensions }) => [path?.[1], extensions?.code]).sort(byIndex)).toEqual([
    [0, "UNAUTHENTICATED"],
    [1, "UNAUTHENTICATED"],
  ]);
});

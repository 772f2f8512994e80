import { loadNodeGraph, type NodeGraph } from "../../test/support/gateway/node-graph";
import { maxIds } from "./node-ids";

let graph: NodeGraph;
beforeEach(() => {
  graph = loadNodeGraph();
});

const notFound = (type: string, id: string, path: (string | number)[]) => ({
  message: `Expected the id of a known ${type}; "${id}" is none.`,
  path,
  extensions: { code: "NOT_FOUND" },
});

it("finds a node of each type, with the fields of its owner and of others", async () => {
  const fields =
    "__typename id ... on Organization { code name wards { id name } } ... on Task { title lead { id name } } ... on Ward { ward: name }";
  const query = `query ($a: ID!, $b: ID!) { a: node(id: $a) { ${fields} } b: node(id: $b) { ${fields} } c: node(id: "Ward:00004") { ${fields} } }`;
  const wards = [
    { id: "Ward:00004", name: "Ba Đình" },
    { id: "Ward:00008", name: "Ngọc Hà" },
  ];
  expect(await graph.answer(query, { a: "Organization:SKHCN", b: "Task:1" })).toEqual({
    data: {
      a: { __typename: "Organization", id: "Organization:SKHCN", code: "SKHCN", name: "Science", wards },
      b: {
        ...{ __typename: "Task", id: "Task:1", title: "First" },
        lead: { id: "Organization:SKHCN", name: "Science" },
      },
      c: { __typename: "Ward", id: "Ward:00004", ward: "Ba Đình" },
    },
  });
});

it("asks an owner once whether its nodes are there, as the viewer, and nobody else for an id alone", async () => {
  const viewer = { subject: "lan", role: "analyst", organization: null } as const;
  const ids = ["Organization:SKHCN", "Task:1", "Ward:00004", "Task:1"];
  const { data } = await graph.answer("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids }, viewer);
  expect(data).toEqual({ nodes: ids.map((id) => ({ id })) });
  const exists = expect.stringContaining("_entities(representations: $representations) { __typename }");
  expect(graph.asked).toEqual([
    { subgraph: "people", query: exists, role: "analyst" },
    { subgraph: "places", query: exists, role: "analyst" },
  ]);
});

it("reads keys with any characters", async () => {
  const id = "Organization:a%2Fb%20%E1%BB%A3";
  const query = "query ($id: ID!) { node(id: $id) { id ... on Organization { code name } } }";
  expect(await graph.answer(query, { id })).toEqual({
    data: { node: { id, code: "a/b ợ", name: "Encoded" } },
  });
});

it.each([
  ["SKHCN", 'Expected the id of a node, as its field id gives it; got "SKHCN".'],
  ["", 'Expected the id of a node, as its field id gives it; got "".'],
  ["Task:%zz", 'Expected the id of a node, as its field id gives it; got "Task:%zz".'],
  [
    "Organisation:SKHCN",
    'Expected the id of a node; got "Organisation:SKHCN", and Organisation is no type of nodes (did you mean "Organization"?).',
  ],
  ["Query:1", 'Expected the id of a node; got "Query:1", and Query is no type of nodes.'],
  ["__proto__:1", 'Expected the id of a node; got "__proto__:1", and __proto__ is no type of nodes.'],
])("refuses %j at its path, and asks nobody", async (id, message) => {
  const answer = await graph.answer("query ($id: ID!) { found: node(id: $id) { id } }", { id });
  expect(answer).toEqual({
    data: { found: null },
    errors: [{ message, path: ["found"], extensions: { code: "BAD_USER_INPUT" } }],
  });
  expect(graph.asked).toEqual([]);
});

it("gives null and an error in the place of what is not, and the others in their order", async () => {
  graph.rows.secret.add("00008");
  const ids = ["Task:9", "Ward:00004", "nonsense", "Ward:00008", "Organization:SKHCN", "Ward:00004"];
  const query =
    "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Ward { ward: name } ... on Organization { name } } }";
  const ward = { id: "Ward:00004", ward: "Ba Đình" };
  const { data, errors } = await graph.answer(query, { ids });
  expect(data).toEqual({
    nodes: [null, ward, null, null, { id: "Organization:SKHCN", name: "Science" }, ward],
  });
  const byPath = (errors ?? []).sort((one, other) => Number(one.path?.[1]) - Number(other.path?.[1]));
  expect(byPath).toEqual([
    notFound("Task", "Task:9", ["nodes", 0]),
    expect.objectContaining({ path: ["nodes", 2], extensions: { code: "BAD_USER_INPUT" } }),
    {
      message: "Expected a viewer who may read this ward.",
      path: ["nodes", 3],
      extensions: { code: "FORBIDDEN" },
    },
  ]);
});

it.each([0, maxIds + 1])("refuses %d ids at once", async (count) => {
  const ids = Array.from({ length: count }, () => "Ward:00004");
  const answer = await graph.answer("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  expect(answer).toEqual({
    data: { nodes: null },
    errors: [
      {
        message: `Expected 1 to 200 ids; got ${count}.`,
        path: ["nodes"],
        extensions: { code: "BAD_USER_INPUT", argument: ["ids"] },
      },
    ],
  });
});

it("has an owner that is down take away its own nodes alone", async () => {
  graph.down.add("places");
  const ids = ["Ward:00004", "Task:1"];
  const answer = await graph.answer(
    "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Task { title } } }",
    {
      ids,
    },
  );
  expect(answer).toEqual({
    data: { nodes: [null, { id: "Task:1", title: "First" }] },
    errors: [
      {
        message: "The subgraph places does not answer as it should now; try again shortly.",
        path: ["nodes", 0],
        extensions: { code: "SERVICE_UNAVAILABLE" },
      },
    ],
  });
});

it("tells who asks", async () => {
  const query = "{ viewer { role subject organization { id code name wards { id } } } }";
  expect(await graph.answer(query)).toEqual({
    data: { viewer: { role: "PUBLIC", subject: null, organization: null } },
  });
  expect(graph.asked).toEqual([]);
  const editor = { subject: "lan", role: "editor", organization: "SKHCN" } as const;
  expect(await graph.answer(query, {}, editor)).toEqual({
    data: {
      viewer: {
        ...{ role: "EDITOR", subject: "lan" },
        organization: {
          ...{ id: "Organization:SKHCN", code: "SKHCN", name: "Science" },
          wards: [{ id: "Ward:00004" }, { id: "Ward:00008" }],
        },
      },
    },
  });
});

it("is no other than a subgraph to fragments, aliases, conditions and introspection", async () => {
  const query = `query ($id: ID!, $no: Boolean!) {
    ...All
    skipped: node(id: "nonsense") @include(if: $no) { id }
    __type(name: "Node") { possibleTypes { name } }
  }
  fragment All on Query { one: node(id: $id) { key: id ...Named } viewer { r: role } }
  fragment Named on Node { ... on Organization { code } ... on Ward { code called: name } }`;
  const { data, errors } = await graph.answer(query, { id: "Ward:00004", no: false });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    one: { key: "Ward:00004", code: "00004", called: "Ba Đình" },
    viewer: { r: "PUBLIC" },
    __type: { possibleTypes: ["Organization", "Task", "Ward"].map((name) => ({ name })) },
  });
});

it("sees what changes between two equal queries", async () => {
  const query = '{ node(id: "Task:1") { id ... on Task { title } } }';
  const found = { data: { node: { id: "Task:1", title: "First" } } };
  for (let time = 0; time < 4; time++) expect(await graph.answer(query)).toEqual(found);
  const { tasks } = graph.rows;
  tasks.delete("Task:1");
  const gone = { data: { node: null }, errors: [notFound("Task", "Task:1", ["node"])] };
  for (let time = 0; time < 3; time++) expect(await graph.answer(query)).toEqual(gone);
});

it("costs by the number of ids", async () => {
  const wards = "{ ... on Organization { wards { id name } } }";
  const query = `query ($a: [ID!]!, $b: [ID!]!, $c: [ID!]!) { a: nodes(ids: $a) ${wards} b: nodes(ids: $b) ${wards} c: nodes(ids: $c) ${wards} }`;
  const costOf = async (count: number) => {
    const ids = (from: number) => Array.from({ length: count }, (_, at) => `Organization:${from + at}`);
    const { data, errors = [] } = await graph.answer(query, { a: ids(0), b: ids(1), c: ids(2) });
    return data ? "answered" : errors.map(({ extensions }) => extensions.code);
  };
  expect(await costOf(1)).toBe("answered");
  expect(await costOf(maxIds)).toEqual(["QUERY_TOO_COMPLEX"]);
});

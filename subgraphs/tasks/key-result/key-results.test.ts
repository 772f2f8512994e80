import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("is read in pages, in any order, forwards and backwards, also of an indicator, and so are its tasks", async () => {
  const list = { field: "keyResults", type: "KeyResult", orders: { CODE: "code", TITLE: "title" } };
  expect(await expectPages(subgraph, list)).toBe(8);
  const indicator = '{ __typename: "Indicator", code: "economy.sector-share" }';
  const within = (text: string) =>
    `{ _entities(representations: [${indicator}]) { ... on Indicator { ${text} } } }`;
  expect(await expectPages(subgraph, { ...list, within })).toBe(1);
  const ofTask = { CODE: "code", ASSIGNED_ON: "assignedOn", DUE_ON: "dueOn", COMPLETED_ON: "completedOn" };
  const served = await expectPages(subgraph, {
    ...{ field: "tasks", type: "Task", orders: ofTask },
    within: (text) => `{ keyResults(filter: { objective: { eq: "O-2026-5G" } }) { nodes { ${text} } } }`,
  });
  expect(served).toBeGreaterThan(1);
});

it("has tasks as a day knew them, by any of their filters", async () => {
  const { data, errors } =
    await subgraph.execute(`{ keyResults(filter: { objective: { eq: "O-2026-5G" } }) { nodes {
    now: tasks { totalCount } before: tasks(asOf: "2024-01-01") { totalCount nodes { code } }
    central: tasks(filter: { assignedBy: { eq: CENTRAL } }) { totalCount }
    city: tasks(filter: { assignedBy: { eq: CITY } }) { totalCount } } } }`);
  expect(errors).toEqual([]);
  type Found = Record<"now" | "before" | "central" | "city", { totalCount: number }>;
  const [found] = nodesOf<Found>(data, "keyResults");
  expect(found?.before).toEqual({ totalCount: 0, nodes: [] });
  expect((found?.central.totalCount ?? 0) + (found?.city.totalCount ?? 0)).toBe(found?.now.totalCount);
});

it.each([
  ['objective: { eq: "O-2026-KTS" }', 3],
  ['organization: { eq: "SKHCN" }', 4],
  ['organization: { notIn: ["SKHCN"] }', 4],
  ['indicator: { in: ["economy.digital-share", "economy.sector-share"] }', 2],
  ["origin: { eq: SYNTHETIC }", 8],
  ['search: "phu song 5g"', 1],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ keyResults(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { keyResults: { totalCount } }]);
});

it.each([
  [
    'objective: { eq: "O-2026-KTSS" }',
    /^filter\.objective\.eq: expected the code of an objective; got "O-2026-KTSS" \(did you mean "O-2026-KTS"\?\)\.$/,
  ],
  [
    'indicator: { eq: "economy.digital-shares" }',
    /^filter\.indicator\.eq: expected the code of an indicator; got "economy\.digital-shares" /,
  ],
  ['search: " "', /^filter\.search: expected 1 to 200 characters/],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(`{ keyResults(filter: { ${filter} }) { nodes { code } } }`);
  expect(data).toEqual({ keyResults: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["keyResults"] },
  ]);
});

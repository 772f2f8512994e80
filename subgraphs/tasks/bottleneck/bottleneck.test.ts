import sql from "sql-template-tag";
import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("shows the demonstration's bottlenecks with the organizations that have to act and the tasks held up", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    open: bottlenecks(filter: { open: true, origin: { eq: SYNTHETIC } }) {
      nodes { code organizations { code } tasks { nodes { completedOn } totalCount } resolvedOn } }
    resolved: bottlenecks(filter: { open: false }) { nodes { code resolvedOn } }
    all: bottlenecks(filter: { origin: { in: [SYNTHETIC] } }) { nodes { code } } }`);
  expect(errors).toEqual([]);
  expect(statements).toBeLessThanOrEqual(11);
  type Found = { code: string; tasks: { nodes: { completedOn: null }[]; totalCount: number } };
  const { open, resolved, all } = data as Record<string, { nodes: Found[] }>;
  expect([resolved?.nodes, all?.nodes.map(({ code }) => code)]).toEqual([
    [{ code: "BN-2025-03", resolvedOn: "2025-09-30" }],
    ["BN-2025-03", "BN-2025-01", "BN-2025-02"],
  ]);
  expect(
    open?.nodes.map(({ code, tasks }) => [
      code,
      tasks.totalCount > 0,
      tasks.nodes.every((task) => task.completedOn === null),
    ]),
  ).toEqual([
    ["BN-2025-01", true, true],
    ["BN-2025-02", true, true],
  ]);
});

it("has the six groups of limitations and the three bottlenecks that are named, each with its source and its day", async () => {
  const { data, errors } =
    await subgraph.execute(`{ bottlenecks(filter: { origin: { eq: PUBLISHED } }) { nodes {
    code kind title english: title(lang: EN) saidOn source { code } organizations { code }
    tasks { nodes { code } } inferences { field } } } }`);
  expect(errors).toEqual([]);
  interface Found {
    kind: string;
    english: string;
    saidOn: string;
    source: { code: string };
    inferences: { field: string }[];
  }
  const found = nodesOf<Found>(data, "bottlenecks");
  expect(found.map(({ kind, english, saidOn, source }) => [kind, english, saidOn, source.code])).toEqual([
    ...[
      "Inter-sector tasks without defined outputs",
      "Data sharing between agencies not in step",
      "Digital infrastructure and shared databases below requirements",
      "Uneven capacity at the grassroots",
      "Finance and norms",
      "Avoidance of responsibility",
    ].map((title) => ["LIMITATION", title, "2025-11-14", "steering-committee-57-report-2025-11"]),
    ...["Outdated infrastructure", "Scattered data", "Lack of unity in organising the work"].map((title) => [
      "BOTTLENECK",
      title,
      "2025-12-04",
      "doanhnghiepvn-2025-12-04",
    ]),
  ]);
  // Each says that its short title is ours.
  expect(found.filter(({ inferences }) => !inferences.some(({ field }) => field === "title"))).toEqual([]);
});

it("is read in pages, in any order, forwards and backwards, and so are its tasks", async () => {
  const orders = { CODE: "code", TITLE: "title", OPENED_ON: "openedOn", RESOLVED_ON: "resolvedOn" };
  expect(await expectPages(subgraph, { field: "bottlenecks", type: "Bottleneck", orders })).toBe(12);
  const within = (text: string) => `{ bottlenecks(filter: { search: "BN-2025-01" }) { nodes { ${text} } } }`;
  const ofTask = { CODE: "code", DUE_ON: "dueOn", COMPLETED_ON: "completedOn", PROGRESS: "progress" };
  const held = await expectPages(subgraph, { field: "tasks", type: "Task", orders: ofTask, within });
  expect(held).toBeGreaterThan(1);
});

it.each([
  ["kind: { eq: LIMITATION }", 6],
  ["kind: { notIn: [LIMITATION] }", 6],
  ["open: false", 1],
  ['openedOn: { gte: "2025-12-04" }', 3],
  ['resolvedOn: { lte: "2025-09-30" }', 1],
  ["resolvedOn: { isNull: true }", 11],
  ['organization: { eq: "TTPVHCC" }', 1],
  ["organization: { isNull: true }", 9],
  ['organization: { notIn: ["TTPVHCC"], isNull: false }', 2],
  ["origin: { in: [SYNTHETIC, PUBLISHED] }", 12],
  ['search: "ha tang LAC hau"', 1],
  ['search: "grassroots"', 1],
  ['kind: { eq: BOTTLENECK }, search: "LM-57"', 0],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ bottlenecks(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { bottlenecks: { totalCount } }]);
});

it.each([
  ["filter: { kind: { in: [] } }", "filter.kind.in: expected 1 to 1000 values; got 0."],
  ["filter: { organization: { notIn: [] } }", "filter.organization.notIn: expected 1 to 1000 values; got 0."],
  [
    'filter: { organization: { eq: "TTPVHC" } }',
    'filter.organization.eq: expected the code of an organization; got "TTPVHC" (did you mean "TTPVHCC"?).',
  ],
  ["first: 201", "first: expected 1 to 200; got 201."],
  [
    "orderBy: [{ field: TITLE }, { field: TITLE }]",
    "orderBy: expected each field at most once; got TITLE, TITLE.",
  ],
])("is refused by %s", async (argument, message) => {
  const { data, errors } = await subgraph.execute(`{ bottlenecks(${argument}) { nodes { code } } }`);
  expect(data).toEqual({ bottlenecks: null });
  expect(errors).toEqual([{ code: "BAD_USER_INPUT", message, path: ["bottlenecks"] }]);
});

it.each([
  ["published without a source", "PUBLISHED", null, null],
  ["said on a day by no source", "REPORTED", null, "2025-11-14"],
])("is refused by the database when it is %s", async (_, origin, source, day) => {
  await expect(
    subgraph.database.rows(sql`
      INSERT INTO bottleneck (code, kind, title_vi, title_en, opened_on, origin, source_id, said_on)
      VALUES ('BN-X', 'BOTTLENECK', 'x', 'x', '2025-11-14', ${origin}::data_origin, ${source}, ${day}::date)`),
  ).rejects.toThrow("bottleneck_source_check");
});

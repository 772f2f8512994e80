import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("shows the demonstration's bottlenecks with the organizations that have to act and the tasks held up", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    open: bottlenecks(open: true, origin: [SYNTHETIC]) { code organizations { code } tasks { completedOn } resolvedOn }
    resolved: bottlenecks(open: false) { code resolvedOn }
    all: bottlenecks(origin: [SYNTHETIC]) { code } }`);
  expect(errors).toEqual([]);
  expect(statements).toBeLessThanOrEqual(7);
  const { open, resolved, all } = data as Record<string, { code: string; tasks: { completedOn: null }[] }[]>;
  expect([resolved, all?.map(({ code }) => code)]).toEqual([
    [{ code: "BN-2025-03", resolvedOn: "2025-09-30" }],
    ["BN-2025-03", "BN-2025-01", "BN-2025-02"],
  ]);
  expect(
    open?.map(({ code, tasks }) => [
      code,
      tasks.length > 0,
      tasks.every((task) => task.completedOn === null),
    ]),
  ).toEqual([
    ["BN-2025-01", true, true],
    ["BN-2025-02", true, true],
  ]);
});

it("has the six groups of limitations and the three bottlenecks that are named, each with its source and its day", async () => {
  const { data, errors } = await subgraph.execute(`{ bottlenecks(origin: [PUBLISHED]) {
    code kind title english: title(lang: EN) saidOn source { id } organizations { code } tasks { code }
    inferences { field } } }`);
  expect(errors).toEqual([]);
  const found = data?.bottlenecks as {
    code: string;
    kind: string;
    english: string;
    saidOn: string;
    source: { id: string };
    inferences: { field: string }[];
  }[];
  expect(found.map(({ kind, english, saidOn, source }) => [kind, english, saidOn, source.id])).toEqual([
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
  const { data: limitations } = await subgraph.execute("{ bottlenecks(kind: [LIMITATION]) { code } }");
  expect(limitations?.bottlenecks).toHaveLength(6);
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

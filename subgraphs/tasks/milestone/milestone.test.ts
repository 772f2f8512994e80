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

it("shows every published date with its source, and which sources disagree", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ milestones { nodes { code conflicting leadOrganizations { code } plans { plannedStart plannedEnd source { code } } } } }",
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(5);
  const milestones = nodesOf<{ code: string; conflicting: boolean; plans: object[] }>(data, "milestones");
  expect(milestones).toHaveLength(13);
  expect(milestones.flatMap(({ plans }) => plans)).toHaveLength(12);
  expect(milestones.filter(({ conflicting }) => conflicting)).toEqual([
    {
      code: "ihanoi-super-app",
      conflicting: true,
      leadOrganizations: [{ code: "UBND" }],
      plans: [
        {
          plannedStart: "2026-01-01",
          plannedEnd: "2026-03-31",
          source: { code: "doanhnghiepvn-2025-12-04" },
        },
        {
          plannedStart: "2026-10-01",
          plannedEnd: "2026-12-31",
          source: { code: "steering-committee-57-report-2025-11" },
        },
      ],
    },
  ]);
});

it("has a date in words next to its interpretation, and who inferred what", async () => {
  const { data } = await subgraph.execute(
    "{ milestones { nodes { code plans { plannedInWords plannedStart plannedEnd saidOn } inferences { field inferredBy } } } }",
  );
  interface Found {
    code: string;
    plans: { plannedInWords: string | null }[];
    inferences: { field: string }[];
  }
  const milestones = nodesOf<Found>(data, "milestones");
  const inferred = (field: string) =>
    milestones
      .filter(({ inferences }) => inferences.some((one) => one.field === field))
      .map(({ code }) => code);
  expect(inferred("plans")).toEqual(
    milestones.flatMap(({ code, plans }) => (plans.some((plan) => plan.plannedInWords) ? code : [])),
  );
  // Of two steps the sources name who presides.
  expect(inferred("leadOrganizations")).not.toEqual(
    expect.arrayContaining(["data-opening", "commune-it-infrastructure"]),
  );
  expect(milestones.find(({ code }) => code === "commune-it-infrastructure")?.plans).toEqual([
    {
      plannedInWords: "early 2026",
      plannedStart: "2026-01-01",
      plannedEnd: "2026-03-31",
      saidOn: "2025-11-14",
    },
  ]);
});

it("shows which were reached, when, by which source, and of which programme", async () => {
  const { data, errors } = await subgraph.execute(
    "{ milestones { nodes { code reachedOn reachedOrigin reachedSource { code } programme { code milestones { nodes { code } } } } } }",
  );
  expect(errors).toEqual([]);
  const milestones = nodesOf<{ reachedOn: string | null }>(data, "milestones");
  expect(milestones.filter(({ reachedOn }) => reachedOn !== null)).toEqual([
    {
      code: "city-innovation-network-launch",
      reachedOn: "2025-12-25",
      reachedOrigin: "PUBLISHED",
      reachedSource: { code: "ngaynay-2025-12-25" },
      programme: {
        code: "city-innovation-network",
        milestones: { nodes: [{ code: "city-innovation-network-launch" }] },
      },
    },
    {
      code: "urban-railway-line-5-groundbreaking",
      reachedOn: "2025-12-19",
      reachedOrigin: "PUBLISHED",
      reachedSource: { code: "vietnamnews-2025-12-19" },
      programme: {
        code: "urban-railway-line-5",
        milestones: { nodes: [{ code: "urban-railway-line-5-groundbreaking" }] },
      },
    },
  ]);
});

const orders = {
  CODE: "code",
  NAME: "name",
  REACHED_ON: "reachedOn",
};

it("is read in pages, in any order, forwards and backwards, also within its programme", async () => {
  expect(await expectPages(subgraph, { field: "milestones", type: "Milestone", orders })).toBe(13);
  const within = (text: string) => `{ programme(code: "urban-railway-line-5") { ${text} } }`;
  expect(await expectPages(subgraph, { field: "milestones", type: "Milestone", orders, within })).toBe(1);
});

it("is ordered by the earliest end that was planned, those without one last", async () => {
  const { data } = await subgraph.execute(
    "{ milestones(orderBy: [{ field: PLANNED_END, direction: DESC }]) { nodes { plans { plannedEnd } } } }",
  );
  const nodes = nodesOf<{ plans: { plannedEnd: string | null }[] }>(data, "milestones");
  const earliest = nodes.map(({ plans }) => {
    const ends = plans.map((plan) => plan.plannedEnd).filter((end) => end !== null);
    return ends.toSorted()[0] ?? "";
  });
  expect(earliest).toEqual(earliest.toSorted().reverse());
  expect(new Set(earliest).size).toBeGreaterThan(2);
});

it.each([
  ["reachedOn: { isNull: false }", 2],
  ['reachedOn: { gte: "2025-12-19", lte: "2025-12-19" }', 1],
  ['leadOrganization: { eq: "UBND" }, search: "ihanoi"', 1],
  ['leadOrganization: { notIn: ["UBND"] }, search: "ihanoi"', 0],
  ['programme: { eq: "urban-railway-line-5" }', 1],
  ['plannedEnd: { gte: "2026-03-31", lt: "2026-04-01" }, search: "ihanoi"', 1],
  ['search: "sieu ung dung"', 1],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ milestones(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { milestones: { totalCount } }]);
});

it.each([
  [
    'programme: { eq: "urban-railway-line-6" }',
    /^filter\.programme\.eq: expected the code of a programme; got /,
  ],
  ["leadOrganization: { in: [] }", /^filter\.leadOrganization\.in: expected 1 to 1000 values; got 0\.$/],
  ['plannedEnd: { gte: "2026-01-02", lt: "2026-01-01" }', /^filter\.plannedEnd: /],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(`{ milestones(filter: { ${filter} }) { nodes { code } } }`);
  expect(data).toEqual({ milestones: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["milestones"] },
  ]);
});

it("is refused by the database when it was reached without a source or a report", async () => {
  const reach = (origin: string | null) =>
    subgraph.database.rows(sql`
      UPDATE milestone SET reached_on = '2025-11-14', reached_origin = ${origin}::data_origin WHERE code = 'data-opening'`);
  await expect(reach(null)).rejects.toThrow("milestone_reached_check");
  await expect(reach("PUBLISHED")).rejects.toThrow("milestone_reached_check");
});

import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("shows every published date with its source, and which sources disagree", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ milestones { code conflicting leadOrganizations { code } plans { plannedStart plannedEnd source { id } } } }",
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(4);
  const milestones = data?.milestones as { code: string; conflicting: boolean; plans: object[] }[];
  expect(milestones).toHaveLength(13);
  expect(milestones.flatMap(({ plans }) => plans)).toHaveLength(12);
  expect(milestones.filter(({ conflicting }) => conflicting)).toEqual([
    {
      code: "ihanoi-super-app",
      conflicting: true,
      leadOrganizations: [{ code: "UBND" }],
      plans: [
        { plannedStart: "2026-01-01", plannedEnd: "2026-03-31", source: { id: "doanhnghiepvn-2025-12-04" } },
        {
          plannedStart: "2026-10-01",
          plannedEnd: "2026-12-31",
          source: { id: "steering-committee-57-report-2025-11" },
        },
      ],
    },
  ]);
});

it("has a date in words next to its interpretation, and who inferred what", async () => {
  const { data } = await subgraph.execute(
    "{ milestones { code plans { plannedInWords plannedStart plannedEnd saidOn } inferences { field inferredBy } } }",
  );
  const milestones = data?.milestones as {
    code: string;
    plans: { plannedInWords: string | null }[];
    inferences: { field: string }[];
  }[];
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
    "{ milestones { code reachedOn reachedOrigin reachedSource { id } programme { code milestones { code } } } }",
  );
  expect(errors).toEqual([]);
  const milestones = data?.milestones as { reachedOn: string | null }[];
  expect(milestones.filter(({ reachedOn }) => reachedOn !== null)).toEqual([
    {
      code: "city-innovation-network-launch",
      reachedOn: "2025-12-25",
      reachedOrigin: "PUBLISHED",
      reachedSource: { id: "ngaynay-2025-12-25" },
      programme: {
        code: "city-innovation-network",
        milestones: [{ code: "city-innovation-network-launch" }],
      },
    },
    {
      code: "urban-railway-line-5-groundbreaking",
      reachedOn: "2025-12-19",
      reachedOrigin: "PUBLISHED",
      reachedSource: { id: "vietnamnews-2025-12-19" },
      programme: {
        code: "urban-railway-line-5",
        milestones: [{ code: "urban-railway-line-5-groundbreaking" }],
      },
    },
  ]);
});

it("is refused by the database when it was reached without a source or a report", async () => {
  const reach = (origin: string | null) =>
    subgraph.database.rows(sql`
      UPDATE milestone SET reached_on = '2025-11-14', reached_origin = ${origin}::data_origin WHERE code = 'data-opening'`);
  await expect(reach(null)).rejects.toThrow("milestone_reached_check");
  await expect(reach("PUBLISHED")).rejects.toThrow("milestone_reached_check");
});

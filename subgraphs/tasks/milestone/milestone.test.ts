import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
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
  expect(milestones).toHaveLength(10);
  expect(milestones.flatMap(({ plans }) => plans)).toHaveLength(11);
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

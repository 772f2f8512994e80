import type { Viewer } from "../../../shared/http/identity/viewer";
import { admin, openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

function record(sources: object[], viewer: Viewer = admin, idempotencyKey: string | null = null) {
  return subgraph.execute(
    `mutation ($input: RecordGraphDataInput!) { recordGraphData(input: $input) {
      datasets { graphSource modifiedAt publisher { code } quality { live { holds } } } userErrors { code field message } } }`,
    { input: { sources, idempotencyKey } },
    { viewer },
  );
}

async function live(source: string): Promise<object> {
  const { data } = await subgraph.execute(
    `query ($search: String) { datasets(filter: { search: $search }) { nodes { graphSource modifiedAt quality { live { holds } } } }
      failing: datasets(filter: { search: $search, failing: { eq: LIVE } }) { totalCount } }`,
    { search: source },
  );
  return data as object;
}

describe("infrastructureDataSources", () => {
  it("counts and dates this subgraph's own data by what its rows say, in one statement", async () => {
    const { data, errors, statements } = await subgraph.execute(
      "{ infrastructureDataSources { name changedAt } }",
    );
    const [{ changed } = { changed: "" }] = await subgraph.dataSource.query<{ changed: Date }[]>(
      "SELECT max(modified_at) AS changed FROM dataset WHERE graph_source IS NULL",
    );
    expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
    expect(data?.infrastructureDataSources).toEqual([
      { name: "infrastructure.Dataset", changedAt: new Date(changed).toISOString() },
      {
        name: "infrastructure.ITSystem",

        changedAt: expect.stringMatching(/^2025-11-\d\dT17:00/),
      },
      // The last round of assessments: a day in Hanoi begins at 17:00 UTC of the day before.
      {
        name: "infrastructure.ReadinessAssessment",

        changedAt: "2025-11-09T17:00:00.000Z",
      },
    ]);
  });

  it("follows the rows", async () => {
    await subgraph.dataSource.query(`
      INSERT INTO readiness_assessment VALUES ('00004', 'LAN', '2025-11-13', TRUE, NULL, 'REPORTED')`);
    const { data } = await subgraph.execute("{ infrastructureDataSources { name changedAt } }");
    await subgraph.dataSource.query("DELETE FROM readiness_assessment WHERE assessed_on = '2025-11-13'");
    expect(data?.infrastructureDataSources).toContainEqual({
      name: "infrastructure.ReadinessAssessment",
      changedAt: "2025-11-12T17:00:00.000Z",
    });
  });
});

describe("recordGraphData", () => {
  it("dates an entry by what its subgraph says; live follows in the field and the filter", async () => {
    const search = "nhiem vu duoc giao, thoi han";
    expect(await live(search)).toEqual({
      datasets: {
        nodes: [
          {
            graphSource: "tasks.Task",
            modifiedAt: "2025-06-30T17:00:00.000Z",
            quality: { live: { holds: false } },
          },
        ],
      },
      failing: { totalCount: 1 },
    });
    const answer = await record([
      { name: "tasks.Task", changedAt: "2025-11-14T09:00:00+07:00" },
      { name: "procedures.Dossier", changedAt: "2025-11-01T09:00:00+07:00" },
    ]);
    expect(answer).toMatchObject({
      errors: [],
      data: {
        recordGraphData: {
          userErrors: [],
          datasets: [
            {
              graphSource: "procedures.Dossier",
              modifiedAt: "2025-11-01T02:00:00.000Z",
              publisher: { code: "TTPVHCC" },
              quality: { live: { holds: false } },
            },
            {
              graphSource: "tasks.Task",
              modifiedAt: "2025-11-14T02:00:00.000Z",
              publisher: { code: "BCD57" },
              quality: { live: { holds: true } },
            },
          ],
        },
      },
    });
    expect(await live(search)).toEqual({
      datasets: {
        nodes: [
          {
            graphSource: "tasks.Task",
            modifiedAt: "2025-11-14T02:00:00.000Z",
            quality: { live: { holds: true } },
          },
        ],
      },
      failing: { totalCount: 0 },
    });
  });

  it("gives the same answer for the same key", async () => {
    const sources = [{ name: "tasks.Task", changedAt: "2025-11-13T09:00:00+07:00" }];
    const first = await record(sources, admin, "again");
    expect(first.errors).toEqual([]);
    expect((await record(sources, admin, "again")).data).toEqual(first.data);
  });

  it.each([
    [[], "BAD_USER_INPUT"],
    [[{ name: "tasks.Nothing", changedAt: "2025-11-14T00:00:00Z" }], "NOT_FOUND"],
    [[{ name: "tasks.Task", changedAt: "2025-11-14T05:00:00.001Z" }], "BAD_USER_INPUT"],
    [
      [
        { name: "tasks.Task", changedAt: "2025-11-14T00:00:00Z" },
        { name: "tasks.Task", changedAt: "2025-11-13T00:00:00Z" },
      ],
      "BAD_USER_INPUT",
    ],
  ])("refuses %j", async (sources, code) => {
    const { data } = await record(sources);
    expect(data).toMatchObject({ recordGraphData: { datasets: [], userErrors: [{ code }] } });
  });

  it.each<[Viewer["role"], string]>([
    ["public", "UNAUTHENTICATED"],
    ["analyst", "FORBIDDEN"],
    ["editor", "FORBIDDEN"],
  ])("refuses the role %s", async (role, code) => {
    const viewer: Viewer = { subject: role === "public" ? null : "x", role, organization: "BCD57" };
    const { data, errors } = await record(
      [{ name: "tasks.Task", changedAt: "2025-11-14T00:00:00Z" }],
      viewer,
    );
    expect([data, errors.map((error) => error.code)]).toEqual([{ recordGraphData: null }, [code]]);
  });
});

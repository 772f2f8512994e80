import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterAll(() => subgraph.close());

describe("platforms", () => {
  it("gives what was published, and null where nothing was", async () => {
    const { data, errors } = await subgraph.execute(
      "{ platforms { nodes { code name owner { code } launchedOn registeredUsers services milestone { code } source { code } origin } } }",
    );
    const unpublished = { owner: null, launchedOn: null, registeredUsers: null, services: null };
    expect(errors).toEqual([]);
    expect(nodesOf(data, "platforms")).toEqual([
      {
        code: "data-centre-cloud",
        name: "Trung tâm dữ liệu và hạ tầng điện toán đám mây Hà Nội",
        ...unpublished,
        milestone: { code: "data-centre-cloud" },
        source: { code: "steering-committee-57-report-2025-11" },
        origin: "PUBLISHED",
      },
      {
        code: "ihanoi",
        name: "iHanoi",
        ...unpublished,
        milestone: { code: "ihanoi-super-app" },
        source: { code: "doanhnghiepvn-2025-12-04" },
        origin: "PUBLISHED",
      },
      {
        code: "national-public-service-portal",
        name: "Cổng Dịch vụ công quốc gia",
        ...unpublished,
        milestone: null,
        source: { code: "vietnamplus-2025-11-14" },
        origin: "PUBLISHED",
      },
      {
        code: "open-data-portal",
        name: "Cổng dữ liệu mở thành phố Hà Nội",
        ...unpublished,
        milestone: { code: "data-opening" },
        source: { code: "hanoi-times-2025-12" },
        origin: "PUBLISHED",
      },
    ]);
  });

  it("are found by a name and by who answers for them, now and as of a past day", async () => {
    await subgraph.dataSource.query(
      "UPDATE platform SET owner_code = 'SKHCN', launched_on = '2025-11-14' WHERE code = 'ihanoi'",
    );
    const { data, errors } = await subgraph.execute(`{
      named: platforms(filter: { search: "DU LIEU mo" }) { nodes { code } }
      owned: platforms(filter: { owner: { eq: "SKHCN" } }) { nodes { code owner { code } } }
      before: platforms(filter: { owner: { eq: "SKHCN" } }, asOf: "2025-11-13") { nodes { code } }
      launched: platforms(orderBy: [{ field: LAUNCHED_ON }], first: 1) { nodes { code } totalCount } }`);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      named: { nodes: [{ code: "open-data-portal" }] },
      owned: { nodes: [{ code: "ihanoi", owner: { code: "SKHCN" } }] },
      before: { nodes: [] },
      launched: { nodes: [{ code: "ihanoi" }], totalCount: 4 },
    });
  });
});

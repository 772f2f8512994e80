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
      "{ platforms { code name owner { code } launchedOn registeredUsers services milestone { code } source { id } origin } }",
    );
    const unpublished = { owner: null, launchedOn: null, registeredUsers: null, services: null };
    expect(errors).toEqual([]);
    expect(data?.platforms).toEqual([
      {
        code: "data-centre-cloud",
        name: "Trung tâm dữ liệu và hạ tầng điện toán đám mây Hà Nội",
        ...unpublished,
        milestone: { code: "data-centre-cloud" },
        source: { id: "steering-committee-57-report-2025-11" },
        origin: "PUBLISHED",
      },
      {
        code: "ihanoi",
        name: "iHanoi",
        ...unpublished,
        milestone: { code: "ihanoi-super-app" },
        source: { id: "doanhnghiepvn-2025-12-04" },
        origin: "PUBLISHED",
      },
      {
        code: "national-public-service-portal",
        name: "Cổng Dịch vụ công quốc gia",
        ...unpublished,
        milestone: null,
        source: { id: "vietnamplus-2025-11-14" },
        origin: "PUBLISHED",
      },
      {
        code: "open-data-portal",
        name: "Cổng dữ liệu mở thành phố Hà Nội",
        ...unpublished,
        milestone: { code: "data-opening" },
        source: { id: "hanoi-times-2025-12" },
        origin: "PUBLISHED",
      },
    ]);
  });
});

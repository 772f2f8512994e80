import {
  admin,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { bazaar } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(bazaar);
});
afterAll(() => subgraph.close());

it("dates its data by the last change, and not by one to come", async () => {
  const { errors } = await subgraph.execute(
    `mutation { recordMarketStall(input: { code: "MOI-2", name: "Tên", ownership: PUBLIC, unit: "00004",
      organization: "U00004", openedOn: "2025-11-14" }) { userErrors { message } } }`,
    {},
    { viewer: admin, now: "2025-11-14T15:00:00+07:00" },
  );
  expect(errors).toEqual([]);
  const dated = async (now: string) =>
    (await subgraph.execute("{ bazaarDataSources { name changedAt } }", {}, { now })).data;
  expect(await dated("2025-11-14T16:00:00+07:00")).toEqual({
    bazaarDataSources: [{ name: "bazaar.MarketStall", changedAt: "2025-11-14T08:00:00.000Z" }],
  });
  expect(await dated("2025-11-14T14:00:00+07:00")).toEqual({
    bazaarDataSources: [{ name: "bazaar.MarketStall", changedAt: "2025-11-14T05:00:00.000Z" }],
  });
});

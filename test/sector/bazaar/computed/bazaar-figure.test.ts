import sql from "sql-template-tag";
import { publishedFigures } from "../../../../test/support/statistics/published-figures";
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

const { figure, compute } = publishedFigures(() => subgraph, "BazaarFigure", "2025-01-01");

it("computes of its rows what was published, as of a past day too, and nothing of another sector", async () => {
  const { known } = await subgraph.database.row<{ known: number }>(
    sql`SELECT count(*)::int AS known FROM market_stall`,
  );
  const { errors } = await subgraph.execute(
    `mutation { recordMarketStall(input: { code: "MOI-3", name: "Tên", ownership: PUBLIC, unit: "00004",
      organization: "U00004", openedOn: "2025-11-14" }) { userErrors { message } } }`,
    {},
    { viewer: admin },
  );
  expect(errors).toEqual([]);
  const { computed, statements } = await compute([
    figure("market-stalls.count", "2025-11-13", "100"),
    figure("market-stalls.count", "2025-11-14", "100"),
    figure("market-stalls.count", "2024-12-31", "100"),
    figure("no-such.indicator", "2025-11-14", "100"),
  ]);
  expect(computed).toEqual([
    { value: `${known}`, difference: `${known - 100}` },
    { value: `${known + 1}`, difference: `${known - 99}` },
    // Of a day of which nobody knows anything there is no figure, and that is not 0.
    { value: null, difference: null },
    null,
  ]);
  expect(statements).toBe(1);
});

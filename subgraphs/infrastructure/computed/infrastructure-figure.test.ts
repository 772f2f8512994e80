import { publishedFigures } from "../../../test/support/statistics/published-figures";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const { figure, compute } = publishedFigures(() => subgraph, "InfrastructureFigure", "2025-01-01");

const published: [
  code: string,
  periodEnd: string,
  published: string,
  computed: string,
  difference: string,
][] = [
  ["units.commune-level", "2025-11-14", "126", "126", "0"],
  ["units.applications-average", "2025-11-14", "20", "20", "0"],
  ["systems.migrated-to-data-centre", "2025-12-25", "409", "409", "0"],
];

it("computes what the city published, for all figures in one statement", async () => {
  const { computed, statements } = await compute(
    published.map(([code, to, value]) => figure(code, to, value)),
  );
  expect(computed).toEqual(published.map(([, , , value, difference]) => ({ value, difference })));
  expect(statements).toBe(1);
});

it("computes nothing for another sector", async () => {
  expect(await compute([figure("dossiers.received", "2025-11-14", "1")])).toEqual({
    computed: [null],
    statements: 0,
  });
});

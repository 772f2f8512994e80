import { publishedFigures } from "../../../test/support/statistics/published-figures";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const { figure, compute } = publishedFigures(() => subgraph, "ProceduresFigure", "2025-07-01");

const published: [
  code: string,
  periodEnd: string,
  published: string,
  computed: string,
  difference: string,
][] = [
  ["dossiers.sync-rate", "2025-11-12", "1", "1", "0"],
  ["dossiers.digitisation-rate", "2025-11-12", "0.8589", "0.8589", "0.0000"],
  ["dossiers.electronic-result-rate", "2025-11-12", "0.8772", "0.8772", "0.0000"],
  ["dossiers.online-payment-rate", "2025-11-12", "0.9973", "0.9973", "0.0000"],
  // A hundredth of the city's dossiers, as tests have them.
  ["dossiers.received", "2025-11-12", "12433", "12433", "0"],
  ["procedures.green-lane.count", "2025-11-14", "103", "103", "0"],
  ["procedures.green-lane.time-reduction.min", "2025-11-14", "0.3", "0.3", "0.0"],
  ["procedures.green-lane.time-reduction.max", "2025-11-14", "0.6", "0.6", "0.0"],
];

it("computes what the city published, with one statement for the log and one for all that is not a count", async () => {
  const { computed, statements } = await compute(
    published.map(([code, to, value]) => figure(code, to, value)),
  );
  expect(computed).toEqual(published.map(([, , , value, difference]) => ({ value, difference })));
  expect(statements).toBe(2);
});

it("computes nothing for another sector", async () => {
  expect(await compute([figure("pii.rank", "2025-11-14", "1")])).toEqual({ computed: [null], statements: 0 });
});

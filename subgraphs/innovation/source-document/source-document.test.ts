import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { addObservation } from "../observation/observation.fixture";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it("tells what is known of a source and no more", async () => {
  expect(
    await subgraph.execute('{ source(id: "vns-resolution-57-plan") { id publisher title publishedOn url } }'),
  ).toEqual({
    errors: [],
    statements: 1,
    data: {
      source: {
        id: "vns-resolution-57-plan",
        publisher: "Viet Nam News (VNS)",
        title: "Report on Hà Nội's implementation plan for Resolution 57",
        publishedOn: null,
        url: "https://vietnamnews.vn/politics-laws/1764637/ha-noi-moves-to-data-driven-governance-as-digital-reform-enters-new-phase.html",
      },
    },
  });
});

it("says NOT_FOUND of an unknown id, and null to a reference", async () => {
  const { data, errors } = await subgraph.execute(`{
    source(id: "no-such") { id }
    _entities(representations: [
      { __typename: "SourceDocument", id: "no-such" }, { __typename: "SourceDocument", id: "hanoi-times-2025-12" }
    ]) { ... on SourceDocument { publishedOn } }
  }`);
  expect(data).toEqual({ source: null, _entities: [null, { publishedOn: "2025-12" }] });
  expect(errors).toEqual([
    {
      code: "NOT_FOUND",
      message: 'Expected the key of a known source; "no-such" is none.',
      path: ["source"],
    },
  ]);
});

it("counts the figures taken from each source, for all of them at once", async () => {
  const { data, statements } = await subgraph.execute(
    "{ sources { id observations(first: 1) { totalCount } } }",
  );
  expect(data).toEqual({
    sources: [
      { id: "dantri-2026-03-11", observations: { totalCount: 1 } },
      { id: "doanhnghiepvn-2025-12-04", observations: { totalCount: 9 } },
      { id: "hanoi-times-2025-12", observations: { totalCount: 17 } },
      { id: "ngaynay-2025-12-25", observations: { totalCount: 0 } },
      { id: "steering-committee-57-report-2025-11", observations: { totalCount: 22 } },
      { id: "vietnamnews-2025-12-19", observations: { totalCount: 0 } },
      { id: "vietnamplus-2025-11-14", observations: { totalCount: 16 } },
      { id: "vns-resolution-57-plan", observations: { totalCount: 0 } },
    ],
  });
  expect(statements).toBe(4);
});

it("shows the figures taken from it without the revisions that were superseded", async () => {
  const figure = { indicatorCode: "pii.rank", sourceId: "vns-resolution-57-plan", period: "2024" };
  const supersedesId = await addObservation(subgraph.database, { ...figure, value: "3" });
  await addObservation(subgraph.database, { ...figure, value: "2", supersedesId, revision: 2 });
  const { data } = await subgraph.execute(
    '{ source(id: "vns-resolution-57-plan") { observations { totalCount nodes { value revision } } } }',
  );
  expect(data).toEqual({
    source: { observations: { totalCount: 1, nodes: [{ value: "2", revision: 2 }] } },
  });
});

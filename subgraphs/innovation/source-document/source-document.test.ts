import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { addObservation } from "../observation/observation.fixture";
import { readClaims, readSources } from "../seed/published-claims";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it("tells what is known of a source and no more", async () => {
  expect(
    await subgraph.execute(
      '{ sourceDocument(code: "vns-resolution-57-plan") { id code publisher title publishedOn url } }',
    ),
  ).toEqual({
    errors: [],
    statements: 1,
    data: {
      sourceDocument: {
        id: "SourceDocument:vns-resolution-57-plan",
        code: "vns-resolution-57-plan",
        publisher: "Viet Nam News (VNS)",
        title: "Report on Hà Nội's implementation plan for Resolution 57",
        publishedOn: null,
        url: "https://vietnamnews.vn/politics-laws/1764637/ha-noi-moves-to-data-driven-governance-as-digital-reform-enters-new-phase.html",
      },
    },
  });
});

it("says NOT_FOUND of an unknown code, and null to a reference", async () => {
  const { data, errors } = await subgraph.execute(`{
    sourceDocument(code: "no-such") { code }
    _entities(representations: [
      { __typename: "SourceDocument", code: "no-such" }, { __typename: "SourceDocument", code: "hanoi-times-2025-12" }
    ]) { ... on SourceDocument { publishedOn } }
  }`);
  expect(data).toEqual({ sourceDocument: null, _entities: [null, { publishedOn: "2025-12" }] });
  expect(errors).toEqual([
    {
      code: "NOT_FOUND",
      message: 'Expected the key of a known source document; "no-such" is none.',
      path: ["sourceDocument"],
    },
  ]);
});

it("counts the figures taken from each source, for all of them at once", async () => {
  const { data, statements } = await subgraph.execute(
    "{ sourceDocuments(first: 200) { nodes { code observations(first: 1) { totalCount } } } }",
  );
  const { nodes: sources } = (
    data as {
      sourceDocuments: {
        nodes: { code: string; observations: { totalCount: number } }[];
      };
    }
  ).sourceDocuments;
  expect(statements).toBe(5);
  const claims = readClaims().filter(({ basis }) => basis === "REPORTED");
  expect(sources).toEqual(
    readSources()
      .map(({ id }) => id)
      .toSorted()
      .map((code) => ({
        code,
        observations: { totalCount: claims.filter(({ source_id }) => source_id === code).length },
      })),
  );
  expect(sources.find(({ code }) => code === "vns-resolution-57-plan")?.observations.totalCount).toBe(0);
});

it("shows the figures taken from it without the revisions that were superseded", async () => {
  const figure = { indicatorCode: "pii.rank", sourceId: "vns-resolution-57-plan", period: "2024" };
  const supersedesId = await addObservation(subgraph.database, { ...figure, value: "3" });
  await addObservation(subgraph.database, { ...figure, value: "2", supersedesId, revision: 2 });
  const { data } = await subgraph.execute(
    '{ sourceDocument(code: "vns-resolution-57-plan") { observations { totalCount nodes { value revision } } } }',
  );
  expect(data).toEqual({
    sourceDocument: { observations: { totalCount: 1, nodes: [{ value: "2", revision: 2 }] } },
  });
});

it.each([
  ['filter: { publisher: { eq: "Hànộimới" } }', 1],
  ["filter: { publisher: { isNull: true } }", 1],
  ['filter: { search: "tang toc chuyen doi so" }', 1],
])("is found by %s", async (args, count) => {
  const { data } = await subgraph.execute(`{ sourceDocuments(${args}) { totalCount } }`);
  expect(data).toEqual({ sourceDocuments: { totalCount: count } });
});

it.each([
  ["CODE", ({ id }: ReturnType<typeof readSources>[number]) => id],
  ["PUBLISHED_ON", ({ published_on: day }: ReturnType<typeof readSources>[number]) => day ?? "9"],
] as const)("is read in pages by %s", async (field, shown) => {
  const seen: string[] = [];
  let after = "";
  for (let more = true; more; ) {
    const { data, errors } = await subgraph.execute(
      `{ sourceDocuments(first: 7, orderBy: [{ field: ${field} }]${after}) {
        nodes { code } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = (data as { sourceDocuments: SourcePage }).sourceDocuments;
    seen.push(...nodes.map(({ code }) => code));
    more = pageInfo.hasNextPage;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  const sources = readSources();
  expect(new Set(seen)).toEqual(new Set(sources.map(({ id }) => id)));
  const values = seen.map((code) => sources.find(({ id }) => id === code)).map((one) => one && shown(one));
  expect(values).toEqual(values.toSorted());
});

interface SourcePage {
  nodes: { code: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

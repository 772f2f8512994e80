import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { bazaar } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(bazaar);
});
afterAll(() => subgraph.close());

it("is found by its code, with where it is and who answers for it; another code is NOT_FOUND", async () => {
  const { data, errors } = await subgraph.execute(`{
    known: marketStall(code: "MAU-00004") { code unit { code } organization { code } origin }
    unknown: marketStall(code: "MAU-1") { code } }`);
  expect(data).toEqual({
    known: {
      code: "MAU-00004",
      unit: { code: "00004" },
      organization: { code: "U00004" },
      origin: "SYNTHETIC",
    },
    unknown: null,
  });
  expect(errors).toMatchObject([{ code: "NOT_FOUND", path: ["unknown"] }]);
});

it.each([
  ['filter: { unit: { in: ["00004", "00008"] } }', "unit_code IN ('00004', '00008')", "code"],
  ["filter: { ownership: { eq: PRIVATE } }", "ownership = 'PRIVATE'", "code"],
  [
    "filter: { capacity: { gte: 500 } }, orderBy: [{ field: NAME }]",
    "capacity >= 500",
    "search_text(name), code",
  ],
  [
    'filter: { openedOn: { lt: "2010-01-01" } }, orderBy: [{ field: OPENED_ON, direction: DESC }]',
    "opened_on < '2010-01-01'",
    "opened_on DESC, code DESC",
  ],
  ['filter: { search: "mau-000" }', "code LIKE 'MAU-000%'", "code"],
])("lists market stalls(%s) in pages, each once", async (args, condition, order) => {
  const expected = await subgraph.dataSource.query<{ code: string }[]>(
    `SELECT code FROM market_stall WHERE ${condition} ORDER BY ${order}`,
  );
  expect(expected.length).toBeGreaterThan(0);
  const found: string[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await subgraph.execute(
      `query ($after: String) { marketStalls(first: 50, after: $after, ${args}) {
        totalCount nodes { code } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    expect(errors).toEqual([]);
    const page = data?.marketStalls as Page;
    expect(page.totalCount).toBe(expected.length);
    found.push(...page.nodes.map(({ code }) => code));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(found).toEqual(expected.map(({ code }) => code));
});

interface Page {
  totalCount: number;
  nodes: { code: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

it("is among those of its organization", async () => {
  const { data, errors } = await subgraph.execute(`{ _entities(representations: [
    { __typename: "Organization", code: "U00004" } { __typename: "Organization", code: "SCT" }
  ]) { ... on Organization { marketStalls { nodes { code } } } } }`);
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      _entities: [{ marketStalls: { nodes: [{ code: "MAU-00004" }] } }, { marketStalls: { nodes: [] } }],
    },
  });
});

it("has an index for each way that it is looked for", async () => {
  const indexes = await subgraph.database.rows<{ on: string }>(sql`
    SELECT split_part(indexdef, ' USING ', 2) AS "on" FROM pg_indexes WHERE tablename = 'market_stall' ORDER BY 1`);
  expect(indexes.map(({ on }) => on)).toEqual([
    "btree (changed_at)",
    "btree (code)",
    "btree (opened_on, code)",
    "btree (organization_code)",
    "btree (search_text(name), code)",
    "btree (unit_code)",
    "gin (search_text(((code || ' '::text) || name)) gin_trgm_ops)",
  ]);
});

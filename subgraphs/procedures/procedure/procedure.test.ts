import sql from "sql-template-tag";
import { publicViewer } from "../../../shared/http/identity/viewer";
import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  await subgraph.database.rows(sql`
    INSERT INTO procedure VALUES ('9.000001', 'Thử nghiệm đường ống', 'land', 'CITY', 'PARTIALLY_ONLINE', 'SXD', 20,
      'QD-1', 13, TRUE, FALSE, 'REPORTED', '2025-11-01')`);
});
afterAll(() => subgraph.close());

it("shows a procedure whole, to everyone", async () => {
  const { data, errors } = await subgraph.execute(
    `{ procedure(code: "9.000001") { code name field { code name english: name(lang: EN) } level onlineLevel
      competentOrganization { code } statutoryDays
      greenLane { decisionNumber reducedDays timeReduction { numerator denominator value } }
      toRestructure businessSector dossierStats { received averageProcessingDays } origin } }`,
    {},
    { viewer: publicViewer },
  );
  expect(errors).toEqual([]);
  expect(data?.procedure).toEqual({
    code: "9.000001",
    name: "Thử nghiệm đường ống",
    field: { code: "land", name: "Đất đai", english: "Land" },
    level: "CITY",
    onlineLevel: "PARTIALLY_ONLINE",
    competentOrganization: { code: "SXD" },
    statutoryDays: 20,
    greenLane: {
      decisionNumber: "QD-1",
      reducedDays: 13,
      timeReduction: { numerator: 7, denominator: 20, value: 0.35 },
    },
    toRestructure: true,
    businessSector: false,
    dossierStats: { received: 0, averageProcessingDays: null },
    origin: "REPORTED",
  });
});

it("refuses an unknown code", async () => {
  expect(await subgraph.execute(`{ procedure(code: "0.000000") { code } }`)).toMatchObject({
    data: { procedure: null },
    errors: [{ code: "NOT_FOUND", path: ["procedure"] }],
  });
});

it("counts the published procedures; the one of this test is not among them", async () => {
  const { data } = await subgraph.execute(`{ procedureStats { procedures greenLane toRestructure }
    synthetic: procedures(filter: { greenLane: true }) { totalCount } }`);
  expect(data).toEqual({
    procedureStats: { procedures: 2105, greenLane: 104, toRestructure: 51 },
    synthetic: { totalCount: 104 },
  });
});

it("computes the rates of a filter, and null for no procedures", async () => {
  const { data } = await subgraph.execute(`{
    one: procedureStats(filter: { search: "thu nghiem duong ong" }) { ...All }
    none: procedureStats(filter: { search: "không có gì như vậy" }) { ...All }
  }
  fragment All on ProcedureMeasures { procedures greenLane toRestructure
    fullyOnlineRate { numerator denominator value } partiallyOnlineRate { numerator denominator value }
    businessFullyOnlineRate { numerator denominator value } }`);
  const nothing = { numerator: 0, denominator: 0, value: null };
  expect(data).toEqual({
    one: {
      procedures: 1,
      greenLane: 1,
      toRestructure: 1,
      fullyOnlineRate: { numerator: 0, denominator: 1, value: 0 },
      partiallyOnlineRate: { numerator: 1, denominator: 1, value: 1 },
      businessFullyOnlineRate: nothing,
    },
    none: {
      procedures: 0,
      greenLane: 0,
      toRestructure: 0,
      fullyOnlineRate: nothing,
      partiallyOnlineRate: nothing,
      businessFullyOnlineRate: nothing,
    },
  });
});

it.each(["thu nghiem duong", "ĐƯỜNG THỬ NGHIỆM", "9.000001", "đường nghiệm"])(
  "finds it by %j",
  async (search) => {
    const { data } = await subgraph.execute(
      "query ($search: String) { procedures(filter: { search: $search }) { nodes { code } } }",
      { search },
    );
    expect(data?.procedures).toEqual({ nodes: [{ code: "9.000001" }] });
  },
);

it.each([
  [{ field: { in: ["land"] } }, sql`field_code = 'land'`],
  [{ level: { eq: "COMMUNE" } }, sql`level = 'COMMUNE'`],
  [{ onlineLevel: { in: ["FULLY_ONLINE", "INFORMATION_ONLY"] } }, sql`online_level <> 'PARTIALLY_ONLINE'`],
  [
    { onlineLevel: { notIn: ["FULLY_ONLINE"] }, level: { in: ["CITY"] } },
    sql`online_level <> 'FULLY_ONLINE' AND level = 'CITY'`,
  ],
  [{ competentOrganization: { notIn: ["STP"] } }, sql`competent_organization_code <> 'STP'`],
  [{ greenLane: false }, sql`green_lane_reduced_days IS NULL`],
  [{ businessSector: true, toRestructure: true }, sql`business_sector AND to_restructure`],
])("filters by %j", async (filter, condition) => {
  const { data, errors } = await subgraph.execute(
    "query ($filter: ProcedureFilter) { procedures(filter: $filter) { totalCount } procedureStats(filter: $filter) { procedures } }",
    { filter },
  );
  const { count } = await subgraph.database.row<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM procedure WHERE ${condition}`,
  );
  expect({ data, errors }).toEqual({
    data: { procedures: { totalCount: count }, procedureStats: { procedures: count } },
    errors: [],
  });
});

it.each([
  ["CODE", sql`code`],
  ["NAME", sql`search_text(name)`],
  ["STATUTORY_DAYS", sql`statutory_days`],
])("walks through all of them by %s", async (field, order) => {
  const query = `query ($field: ProcedureOrderField!, $after: String) {
    procedures(orderBy: [{ field: $field }], first: 200, after: $after) {
      nodes { code } pageInfo { hasNextPage endCursor } } }`;
  const walked: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await subgraph.execute(query, { field, after });
    const page = data?.procedures as {
      nodes: { code: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
    walked.push(...page.nodes.map(({ code }) => code));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  const expected = await subgraph.database.rows<{ code: string }>(
    sql`SELECT code FROM procedure ORDER BY ${order}, code`,
  );
  expect(walked).toEqual(expected.map(({ code }) => code));
});

it("lists the procedures of each organization, for many in two statements and their counts in one", async () => {
  const keys = ["SXD", "STP", "U00004"].map((code) => ({ __typename: "Organization", code }));
  const { data, errors, statements } = await subgraph.execute(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Organization {
      code procedures(first: 1, filter: { level: { eq: CITY } }) { totalCount nodes { competentOrganization { code } } } } } }`,
    { keys },
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 3 });
  const counts = await subgraph.database.rows<{ code: string; count: number }>(sql`
    SELECT competent_organization_code AS code, count(*)::int AS count FROM procedure WHERE level = 'CITY' GROUP BY 1`);
  const count = (code: string) => counts.find((row) => row.code === code)?.count;
  const page = (code: string) => ({ totalCount: count(code), nodes: [{ competentOrganization: { code } }] });
  expect(data?._entities).toEqual([
    { code: "SXD", procedures: page("SXD") },
    { code: "STP", procedures: page("STP") },
    { code: "U00004", procedures: { totalCount: 0, nodes: [] } },
  ]);
});

it("lists the fields of administration in order of their codes", async () => {
  const { data, errors } = await subgraph.execute(`{
    procedureFields(first: 200) { nodes { code name name_en: name(lang: EN) } }
    found: procedureFields(filter: { search: "TRE em" }) { totalCount nodes { code } } }`);
  const fields = nodesOf<{ code: string; name: string }>(data, "procedureFields");
  expect([errors, data?.found]).toEqual([[], { totalCount: 1, nodes: [{ code: "children" }] }]);
  expect(fields).toHaveLength(50);
  expect(fields.map(({ code }) => code)).toEqual(fields.map(({ code }) => code).toSorted());
  expect(fields[2]).toEqual({ code: "children", name: "Trẻ em", name_en: "Children" });
});

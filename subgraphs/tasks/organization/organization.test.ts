import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has every organization of the reference data and an authority for each of the 126 units", async () => {
  const { data } = await subgraph.execute("{ organizations(first: 200) { totalCount nodes { kind } } }");
  const kinds = nodesOf<{ kind: string }>(data, "organizations").map(({ kind }) => kind);
  expect(data).toMatchObject({ organizations: { totalCount: kinds.length } });
  expect(kinds).toHaveLength(35 + 126);
  expect(kinds.filter((kind) => kind === "COMMUNE_AUTHORITY")).toHaveLength(126);
});

it("walks from a ward to its authority, up to the city and down again", async () => {
  expect(
    await subgraph.execute(`{
      _entities(representations: [{ __typename: "AdministrativeUnit", code: "00004" }]) {
        ... on AdministrativeUnit { authority { code name english: name(lang: EN) unit { code } parent { code parent { code } } } }
      }
      organization(code: "TU") { axis children { code } }
    }`),
  ).toMatchObject({
    errors: [],
    data: {
      _entities: [
        {
          authority: {
            code: "U00004",
            name: "Ủy ban nhân dân phường Ba Đình",
            english: "People's Committee of Ba Dinh Ward",
            unit: { code: "00004" },
            parent: { code: "UBND", parent: { code: "HN" } },
          },
        },
      ],
      organization: {
        axis: "PARTY",
        children: ["BCD57", "DUCCQD", "DUUBND", "UBKT", "VPTU"].map((code) => ({ code })),
      },
    },
  });
});

it("searches names without accents, within kinds and axes", async () => {
  expect(
    await subgraph.execute(
      `{ organizations(filter: { search: "so khoa hoc", kind: { eq: DEPARTMENT }, axis: { in: [PEOPLES_COMMITTEE] } }) {
        nodes { code } } }`,
    ),
  ).toMatchObject({ data: { organizations: { nodes: [{ code: "SKHCN" }] } } });
});

it("is read in pages, in any order, forwards and backwards", async () => {
  const orders = { CODE: "code", NAME: "name" };
  expect(await expectPages(subgraph, { field: "organizations", type: "Organization", orders })).toBe(161);
});

it.each([
  ["former: false", 161],
  ["former: true", 526],
  ['parent: { eq: "TU" }', 5],
  ["parent: { isNull: true }, kind: { notIn: [CENTRAL_BODY] }", 1],
  ['former: true, search: "F00001"', 1],
  ["kind: { eq: FORMER_COMMUNE_AUTHORITY }", 0],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ organizations(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { organizations: { totalCount } }]);
});

it.each([
  ['parent: { eq: "TUU" }', /^filter\.parent\.eq: expected the code of an organization; got "TUU"/],
  ["axis: { notIn: [] }", /^filter\.axis\.notIn: expected 1 to 1000 values; got 0\.$/],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(
    `{ organizations(filter: { ${filter} }) { nodes { code } } }`,
  );
  expect(data).toEqual({ organizations: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["organizations"] },
  ]);
});

it("counts a unit's tasks by its authority, all of them for the city, and none without an authority", async () => {
  const { data } = await subgraph.execute(`{
    _entities(representations: [
      { __typename: "AdministrativeUnit", code: "01" },
      { __typename: "AdministrativeUnit", code: "00004" },
      { __typename: "AdministrativeUnit", code: "99999" }
    ]) { ... on AdministrativeUnit { code authority { code taskStats(asOf: "2025-11-14") { assigned } } taskStats(asOf: "2025-11-14") { assigned overdue } } }
  }`);
  const [city, ward, unknown] = (data?._entities ?? []) as {
    authority: unknown;
    taskStats: { assigned: number };
  }[];
  expect(city).toEqual({ code: "01", authority: null, taskStats: { assigned: 384, overdue: 30 } });
  expect(unknown).toEqual({ code: "99999", authority: null, taskStats: { assigned: 0, overdue: 0 } });
  expect(ward?.authority).toEqual({ code: "U00004", taskStats: { assigned: ward?.taskStats.assigned } });
});

it("computes the share of unclear tasks of each lead, as the filter counts them", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    organizations(filter: { kind: { eq: DEPARTMENT } }) {
      nodes { code unclearTaskRate { numerator denominator value } } } }`);
  expect([errors, statements]).toEqual([[], 3]);
  interface Lead {
    code: string;
    unclearTaskRate: { numerator: number; denominator: number };
  }
  const leads = nodesOf<Lead>(data, "organizations");
  expect(leads.some(({ unclearTaskRate }) => unclearTaskRate.numerator > 0)).toBe(true);
  for (const { code, unclearTaskRate } of leads) {
    const lead = `leadOrganization: { in: ["${code}"] }`;
    const counts = await subgraph.execute(`{
      unclear: tasks(filter: { ${lead}, unclear: true }) { totalCount } all: tasks(filter: { ${lead} }) { totalCount } }`);
    const { numerator, denominator } = unclearTaskRate;
    expect(counts.data).toEqual({ unclear: { totalCount: numerator }, all: { totalCount: denominator } });
  }
});

it("reports the share of generated tasks of its measures", async () => {
  const { data, errors } = await subgraph.execute(`{
    mixed: organization(code: "SKHCN") { taskStats(asOf: "2025-11-14") { assigned origin syntheticShare { numerator denominator } } }
    before: organization(code: "SKHCN") { taskStats(asOf: "2025-11-13") { assigned origin syntheticShare { numerator } } }
    none: organization(code: "HN") { taskStats { origin syntheticShare { value } } }
    published: taskStats(filter: { search: "CB-2025" }, asOf: "2025-11-14") { totals { assigned origin syntheticShare { value } } }
    all: taskStats(groupBy: [STATUS], asOf: "2025-11-14") {
      totals { origin syntheticShare { numerator denominator } }
      rows { status measures { assigned syntheticShare { numerator denominator } } } } }`);
  expect(errors).toEqual([]);
  const { mixed, before, none, published, all } = data as Record<
    string,
    { taskStats: Record<string, unknown> }
  > & {
    all: {
      totals: object;
      rows: { status: string; measures: { assigned: number; syntheticShare: object } }[];
    };
  };
  const assigned = mixed?.taskStats.assigned as number;
  expect(mixed?.taskStats).toEqual({
    assigned,
    origin: "SYNTHETIC",
    syntheticShare: { numerator: assigned - 1, denominator: assigned },
  });
  expect(before?.taskStats).toEqual({
    assigned: assigned - 1,
    origin: "SYNTHETIC",
    syntheticShare: { numerator: assigned - 1 },
  });
  expect(none?.taskStats).toEqual({ origin: null, syntheticShare: { value: null } });
  expect(published).toEqual({ totals: { assigned: 3, origin: "PUBLISHED", syntheticShare: { value: 0 } } });
  expect(all.totals).toEqual({ origin: "SYNTHETIC", syntheticShare: { numerator: 381, denominator: 384 } });
  for (const { status, measures } of all.rows) {
    const numerator = measures.assigned - (status === "IN_PROGRESS" ? 3 : 0);
    expect(measures.syntheticShare).toEqual({ numerator, denominator: measures.assigned });
  }
});

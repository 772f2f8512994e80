import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("knows every organization of the reference data and an authority for each of the 126 units", async () => {
  const { data } = await subgraph.execute("{ organizations { kind } }");
  const kinds = ((data?.organizations ?? []) as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds).toHaveLength(25 + 126);
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
      organization: { axis: "PARTY", children: [{ code: "BCD57" }, { code: "UBKT" }, { code: "VPTU" }] },
    },
  });
});

it("searches names without accents, within kinds and axes", async () => {
  expect(
    await subgraph.execute(
      '{ organizations(search: "so khoa hoc", kind: [DEPARTMENT], axis: [PEOPLES_COMMITTEE]) { code } }',
    ),
  ).toMatchObject({ data: { organizations: [{ code: "SKHCN" }] } });
});

it("counts a unit's tasks by its authority, the city's as all of them, and none where there is no authority", async () => {
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

it("gives the share of unclear tasks of each lead, which the filter counts alike", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    organizations(kind: [DEPARTMENT]) { code unclearTaskRate { numerator denominator value } } }`);
  expect([errors, statements]).toEqual([[], 2]);
  const leads = (data?.organizations ?? []) as {
    code: string;
    unclearTaskRate: { numerator: number; denominator: number };
  }[];
  expect(leads.some(({ unclearTaskRate }) => unclearTaskRate.numerator > 0)).toBe(true);
  for (const { code, unclearTaskRate } of leads) {
    const lead = `leadOrganization: { in: ["${code}"] }`;
    const counts = await subgraph.execute(`{
      unclear: tasks(filter: { ${lead}, unclear: true }) { totalCount } all: tasks(filter: { ${lead} }) { totalCount } }`);
    const { numerator, denominator } = unclearTaskRate;
    expect(counts.data).toEqual({ unclear: { totalCount: numerator }, all: { totalCount: denominator } });
  }
});

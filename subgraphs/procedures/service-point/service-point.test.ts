import { publicViewer } from "../../../shared/http/identity/viewer";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { readUnits } from "../../common/unit/read-units";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

interface Point {
  code: string;
  branch: boolean;
  connected: boolean;
  unit: { code: string } | null;
}

it("finds each unit's point, and all of them for the city, in a fixed number of statements", async () => {
  const units = readUnits().map(({ code }) => code);
  const keys = ["01", ...units, "99999"].map((code) => ({ __typename: "AdministrativeUnit", code }));
  const { data, errors, statements } = await subgraph.execute(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on AdministrativeUnit {
      servicePoints(first: 200) { nodes { code branch connected unit { code } } } } } }`,
    { keys },
    { viewer: publicViewer },
  );
  // Keys, of so many pages in two portions, and points.
  expect({ errors, statements }).toEqual({ errors: [], statements: 3 });
  const found = data?._entities as { servicePoints: { nodes: Point[] } }[];
  const [city, ...others] = found.map((one) => one.servicePoints.nodes);
  expect(others.map((points) => points.map(({ code, unit }) => ({ code, unit })))).toEqual([
    ...units.map((code) => [{ code: `D${code}`, unit: { code } }]),
    [],
  ]);
  expect(city?.filter(({ branch }) => branch).map(({ unit }) => unit)).toEqual(Array(12).fill(null));
  expect(city?.filter(({ connected }) => !connected)).toHaveLength(4);
  expect(city).toHaveLength(138);
});

it("of the city are filtered, ordered and counted", async () => {
  const { data, errors } = await subgraph.execute(
    `{ _entities(representations: [{ __typename: "AdministrativeUnit", code: "01" }]) { ... on AdministrativeUnit {
      branches: servicePoints(filter: { branch: true }, first: 3, orderBy: [{ field: CODE, direction: DESC }]) {
        totalCount nodes { code } }
      unconnected: servicePoints(filter: { connected: false }) { totalCount }
      found: servicePoints(filter: { search: "phuong BA dinh" }) { nodes { code } } } } }`,
  );
  expect([errors, data?._entities]).toEqual([
    [],
    [
      {
        branches: { totalCount: 12, nodes: ["CN12", "CN11", "CN10"].map((code) => ({ code })) },
        unconnected: { totalCount: 4 },
        found: { nodes: [{ code: "D00004" }] },
      },
    ],
  ]);
});

it("is found by its code, and shows a pattern for a name", async () => {
  const keys = ["D00004", "CN07", "nowhere"].map((code) => ({ __typename: "ServicePoint", code }));
  const { data } = await subgraph.execute(
    "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ServicePoint { name branch origin } } }",
    { keys },
  );
  expect(data?._entities).toEqual([
    { name: "Điểm phục vụ hành chính công phường Ba Đình", branch: false, origin: "SYNTHETIC" },
    { name: "Chi nhánh số 7 Trung tâm Phục vụ hành chính công", branch: true, origin: "SYNTHETIC" },
    null,
  ]);
});

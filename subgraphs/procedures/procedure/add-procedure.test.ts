import type { Viewer } from "../../../shared/http/identity/viewer";
import {
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
let field: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  const { data } = await subgraph.execute("{ procedures(first: 1) { nodes { field { code } } } }");
  field = (data as { procedures: { nodes: { field: { code: string } }[] } }).procedures.nodes[0]?.field
    .code as string;
});
afterAll(() => subgraph.close());

interface Payload {
  procedure: { code: string; name: string; statutoryDays: number; version: number } | null;
  userErrors: { code: string; message: string }[];
}

async function mutate(name: string, input: object, viewer: Viewer = admin): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      procedure { code name statutoryDays version } userErrors { code message } } }`,
    { input },
    { viewer },
  );
  expect(errors).toEqual([]);
  return data?.[name] as Payload;
}

const added = (code: string) => ({
  ...{ code, name: "Thủ tục thử", field, level: "CITY", onlineLevel: "FULLY_ONLINE" },
  ...{ competentOrganization: "STP", statutoryDays: 5 },
});
const stale = (present: number, got: number) => ({
  procedure: null,
  userErrors: [
    {
      code: "STALE_VERSION",
      message: `expectedVersion: expected the present version, ${present}; got ${got}.`,
    },
  ],
});

it("adds a procedure, changes it and takes it out again, each by the version that was read", async () => {
  const procedure = { code: "9.000001", name: "Thủ tục thử", statutoryDays: 5, version: 1 };
  expect(await mutate("addProcedure", added("9.000001"), editorOf("STP"))).toEqual({
    procedure,
    userErrors: [],
  });
  const change = { code: "9.000001", statutoryDays: 7 };
  expect(await mutate("updateProcedure", { ...change, expectedVersion: 1 })).toEqual({
    procedure: { ...procedure, statutoryDays: 7, version: 2 },
    userErrors: [],
  });
  expect(await mutate("updateProcedure", { ...change, expectedVersion: 1 })).toEqual(stale(2, 1));
  const withdrawal = { code: "9.000001", reason: "Nhập nhầm" };
  expect(await mutate("withdrawProcedure", { ...withdrawal, expectedVersion: 1 })).toEqual(stale(2, 1));
  expect(await mutate("withdrawProcedure", { ...withdrawal, expectedVersion: 2 })).toEqual({
    procedure: { ...procedure, statutoryDays: 7, version: 2 },
    userErrors: [],
  });
});

it("is added by one of two at once, and changed by one of two who have read the same", async () => {
  const adding = await Promise.all([1, 2].map(() => mutate("addProcedure", added("9.000002"))));
  expect(adding.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(["ALREADY_EXISTS"]);
  const changing = await Promise.all(
    [8, 9].map((statutoryDays) =>
      mutate("updateProcedure", { code: "9.000002", statutoryDays, expectedVersion: 1 }),
    ),
  );
  expect(changing.filter(({ procedure }) => procedure === null)).toEqual([stale(2, 1)]);
});

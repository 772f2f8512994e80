import sql from "sql-template-tag";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Payload {
  itSystem: { code: string; name: string; migration: string; owner: { code: string } } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

async function mutate(name: string, input: object, viewer: Viewer = admin): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      itSystem { code name migration owner { code } } userErrors { code field message } } }`,
    { input },
    { viewer },
  );
  expect(errors).toEqual([]);
  return data?.[name] as Payload;
}

const system = (code: string, fields: object = {}) => ({
  ...{ code, name: "Hệ thống mới", owner: "STP", commissionedOn: "2025-01-15", hosting: "ON_PREMISES" },
  ...{ migration: "PLANNED", dataSharing: "CLOSED", ...fields },
});

const systems = async (asOf?: string) => {
  const day = asOf === undefined ? "" : `(asOf: "${asOf}")`;
  const { data } = await subgraph.execute(`{ itSystemStats${day} { totals { systems } } }`);
  return (data as { itSystemStats: { totals: { systems: number } } }).itSystemStats.totals.systems;
};

it("adds a system, changes it, and takes it out again; statistics of today follow", async () => {
  const before = await systems();
  expect(await mutate("recordSystem", system("NEW-1"), editorOf("STP"))).toEqual({
    itSystem: { code: "NEW-1", name: "Hệ thống mới", migration: "PLANNED", owner: { code: "STP" } },
    userErrors: [],
  });
  expect(await systems()).toBe(before + 1);
  expect(await mutate("recordSystem", system("NEW-1", { name: "Tên khác" }))).toMatchObject({
    itSystem: { name: "Tên khác" },
  });
  expect(await systems()).toBe(before + 1);
  const taken = await mutate("withdrawSystem", { code: "NEW-1", reason: "Nhập nhầm" }, editorOf("STP"));
  expect(taken).toMatchObject({ itSystem: { code: "NEW-1", name: "Tên khác" }, userErrors: [] });
  expect(await systems()).toBe(before);
});

it.each<[string, object, [string, string]]>([
  ["an owner that there is not", { owner: "KHONG" }, ["BAD_USER_INPUT", "owner"]],
  ["a day in the future", { commissionedOn: "2025-11-15" }, ["BAD_USER_INPUT", "commissionedOn"]],
  [
    "a move without its day",
    { migration: "MIGRATED", hosting: "CITY_CLOUD" },
    ["BAD_USER_INPUT", "migratedOn"],
  ],
  ["a code that is none", { code: "a b" }, ["BAD_USER_INPUT", "code"]],
  ["a blank name", { name: "  " }, ["BAD_USER_INPUT", "name"]],
])("refuses %s at its field", async (_, fields, [code, field]) => {
  const { itSystem, userErrors } = await mutate("recordSystem", system("NEW-2", fields));
  expect([itSystem, userErrors.map((error) => [error.code, error.field[1]])]).toEqual([
    null,
    [[code, field]],
  ]);
});

it("takes out none that a dataset comes from, nor another's", async () => {
  const { code, owner } = await subgraph.database.row<{ code: string; owner: string }>(sql`
    SELECT s.code, s.owner_code AS owner FROM it_system s JOIN dataset d ON d.system_code = s.code
    WHERE s.owner_code <> 'STP' ORDER BY s.code LIMIT 1`);
  const input = { code, reason: "R" };
  expect(await mutate("withdrawSystem", input, editorOf(owner))).toMatchObject({
    itSystem: null,
    userErrors: [{ code: "ILLEGAL_CHANGE", field: ["input", "code"] }],
  });
  expect(await mutate("withdrawSystem", input, editorOf("STP"))).toMatchObject({
    itSystem: null,
    userErrors: [{ code: "NOT_FOUND", field: ["input", "code"] }],
  });
});

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
  itSystem: {
    code: string;
    name: string;
    migration: string;
    version: number;
    owner: { code: string };
  } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

async function mutate(name: string, input: object, viewer: Viewer = admin): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      itSystem { code name migration version owner { code } } userErrors { code field message } } }`,
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
    itSystem: {
      code: "NEW-1",
      name: "Hệ thống mới",
      migration: "PLANNED",
      version: 1,
      owner: { code: "STP" },
    },
    userErrors: [],
  });
  expect(await systems()).toBe(before + 1);
  expect(
    await mutate("recordSystem", system("NEW-1", { name: "Tên khác", expectedVersion: 1 })),
  ).toMatchObject({
    itSystem: { name: "Tên khác" },
  });
  expect(await systems()).toBe(before + 1);
  const taken = await mutate(
    "withdrawSystem",
    { code: "NEW-1", reason: "Nhập nhầm", expectedVersion: 2 },
    editorOf("STP"),
  );
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
  const { code, owner, version } = await subgraph.database.row<{
    code: string;
    owner: string;
    version: number;
  }>(sql`
    SELECT s.code, s.owner_code AS owner, s.version FROM it_system s JOIN dataset d ON d.system_code = s.code
    WHERE s.owner_code <> 'STP' ORDER BY s.code LIMIT 1`);
  const input = { code, reason: "R", expectedVersion: version };
  expect(await mutate("withdrawSystem", input, editorOf(owner))).toMatchObject({
    itSystem: null,
    userErrors: [{ code: "ILLEGAL_CHANGE", field: ["input", "code"] }],
  });
  expect(await mutate("withdrawSystem", input, editorOf("STP"))).toMatchObject({
    itSystem: null,
    userErrors: [{ code: "NOT_FOUND", field: ["input", "code"] }],
  });
});

it("lets one of two clerks through who have read the same, and nobody who has not seen that there is one", async () => {
  await mutate("recordSystem", system("NEW-3"));
  const both = await Promise.all(
    ["Một", "Hai"].map((name) => mutate("recordSystem", system("NEW-3", { name, expectedVersion: 1 }))),
  );
  const messages = both.flatMap(({ userErrors }) => userErrors.map(({ code, message }) => [code, message]));
  expect(messages).toEqual([["STALE_VERSION", "expectedVersion: expected the present version, 2; got 1."]]);
  const told = async (name: string, input: object) =>
    (await mutate(name, input)).userErrors.map(({ code, message }) => [code, message]);
  expect(await told("recordSystem", system("NEW-3"))).toEqual([
    [
      "STALE_VERSION",
      "expectedVersion: expected the present version of a system that is there, 2; got none.",
    ],
  ]);
  expect(await told("recordSystem", system("NEW-4", { expectedVersion: 1 }))).toEqual([
    ["STALE_VERSION", 'expectedVersion: expected none for a new system; got 1, and there is no "NEW-4".'],
  ]);
  expect(await told("withdrawSystem", { code: "NEW-3", reason: "R", expectedVersion: 1 })).toEqual([
    ["STALE_VERSION", "expectedVersion: expected the present version, 2; got 1."],
  ]);
  const moving = { code: "NEW-3", migration: "IN_PROGRESS" };
  const { data } = await subgraph.execute(
    `mutation ($stale: RecordSystemMigrationInput!, $input: RecordSystemMigrationInput!) {
      stale: recordSystemMigration(input: $stale) { itSystem { version } userErrors { code } }
      recordSystemMigration(input: $input) { itSystem { version migration } userErrors { code } } }`,
    { stale: { ...moving, expectedVersion: 1 }, input: { ...moving, expectedVersion: 2 } },
    { viewer: admin },
  );
  expect(data).toEqual({
    stale: { itSystem: null, userErrors: [{ code: "STALE_VERSION" }] },
    recordSystemMigration: { itSystem: { version: 3, migration: "IN_PROGRESS" }, userErrors: [] },
  });
});

it("gives a repeated request its answer, although its version is an old one by then", async () => {
  await mutate("recordSystem", system("NEW-5"));
  const input = system("NEW-5", { name: "Đổi", expectedVersion: 1, idempotencyKey: "new-5" });
  const first = await mutate("recordSystem", input);
  expect(first.itSystem?.version).toBe(2);
  expect(await mutate("recordSystem", input)).toEqual(first);
});

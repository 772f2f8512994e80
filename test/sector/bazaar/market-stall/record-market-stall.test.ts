import sql from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../../shared/http/identity/viewer";
import {
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { bazaar } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(bazaar);
});
afterAll(() => subgraph.close());

const input = {
  ...{ code: "MOI-1", name: "Tên mới", ownership: "PUBLIC", unit: "00004", organization: "U00004" },
  ...{ capacity: 400, openedOn: "2025-09-05" },
};

async function record(changes: object = {}, viewer: Viewer = editorOf("U00004")) {
  const { data, errors } = await subgraph.execute(
    `mutation ($input: RecordMarketStallInput!) { recordMarketStall(input: $input) {
      marketStall { code name capacity unit { code } organization { code } origin } userErrors { code field message } } }`,
    { input: { ...input, ...changes } },
    { viewer },
  );
  const payload = data?.recordMarketStall as { marketStall: unknown; userErrors: unknown } | undefined;
  return { errors: errors.map(({ code }) => code), ...payload };
}

const recorded = {
  ...{ code: "MOI-1", name: "Tên mới", capacity: 400, unit: { code: "00004" } },
  ...{ organization: { code: "U00004" }, origin: "REPORTED" },
};

it("records once for one key, changes what is there, and puts both into the audit", async () => {
  const first = await record({ idempotencyKey: "k" });
  expect(first).toEqual({ errors: [], marketStall: recorded, userErrors: [] });
  expect(await record({ idempotencyKey: "k" })).toEqual(first);
  expect(await record({ capacity: null })).toEqual({
    ...first,
    marketStall: { ...recorded, capacity: null },
  });
  const audits = await subgraph.database.rows(sql`
    SELECT operation FROM audit_entry WHERE 'MOI-1' = ANY(keys) ORDER BY sequence`);
  expect(audits).toEqual([{ operation: "recordMarketStall" }, { operation: "recordMarketStall" }]);
});

it.each([
  ["code", { code: "?" }, "BAD_USER_INPUT"],
  ["name", { name: " " }, "BAD_USER_INPUT"],
  ["name", { name: "a\u0000" }, "BAD_USER_INPUT"],
  ["capacity", { capacity: -1 }, "BAD_USER_INPUT"],
  ["openedOn", { openedOn: "2025-11-15" }, "BAD_USER_INPUT"],
  ["unit", { unit: "99999" }, "NOT_FOUND"],
  ["organization", { organization: "XYZ" }, "NOT_FOUND"],
])("refuses a wrong %s: %j", async (field, changes, code) => {
  expect(await record(changes, admin)).toEqual({
    errors: [],
    marketStall: null,
    userErrors: [{ code, field: ["input", field], message: expect.stringContaining("expected") }],
  });
});

it("is for whom it is of, before and after, the sector's department and admins", async () => {
  expect((await record({}, publicViewer)).errors).toEqual(["UNAUTHENTICATED"]);
  expect((await record({}, editorOf("SYT"))).errors).toEqual(["FORBIDDEN"]);
  // Another's is one that there is not.
  expect(await record({ code: "MAU-00008" })).toMatchObject({
    marketStall: null,
    userErrors: [{ code: "NOT_FOUND", field: ["input", "code"] }],
  });
  const ofDepartment = { code: "MAU-00008", unit: "00008", organization: "U00008" };
  expect((await record(ofDepartment, editorOf("SCT"))).userErrors).toEqual([]);
});

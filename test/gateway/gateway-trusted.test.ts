import "../../gateway/config/environment";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrustedDocuments } from "../../gateway/trusted/trusted-documents";
import { createLogger } from "../../shared/base/log/logger";
import type { Role } from "../../shared/http/identity/viewer";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { eventually, request } from "../support/gateway/gateway-request";

/* Documents that clients were built with, in manifests as their tools write them. */

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const units = "query Units { units { code } }";
const unit = "query Unit($code: ID!) { unit(code: $code) { name } }";
const closing = "mutation Close { closeTask }";
const dear = "query Dear { units { code name overdue } overdueTasks }";
let folder: string;
let fixture: GatewayFixture | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trusted-"));
  // GraphQL Code Generator's, Relay's and Apollo's.
  write("dashboard", { [sha256(units)]: units, shared: units });
  write("mobile", { "2f5a1c3e9d": unit, shared: unit });
  const operations = [
    { id: sha256(closing), name: "Close", type: "mutation", body: closing },
    { id: sha256(dear), name: "Dear", type: "query", body: dear },
  ];
  write("desk", { format: "apollo-persisted-query-manifest", version: 1, operations });
});
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function write(client: string, manifest: object) {
  writeFileSync(join(folder, `${client}.json`), JSON.stringify(manifest));
}

const start = async (held: Role[] = [], more: Parameters<typeof startFixture>[0] = {}) => {
  fixture = await startFixture({ TRUSTED_DOCUMENTS: folder, TRUSTED_ONLY: new Set(held), ...more });
  return async (body: object, headers: Record<string, string> = {}) => {
    const answer = await request(`${fixture?.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: answer.body };
  };
};
const data = (value: object) => ({ status: 200, body: { data: value } });
const refused = (status: number, code: string) => ({ status, body: { errors: [{ extensions: { code } }] } });
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const codes = { units: [{ code: "00004" }, { code: "00008" }] };

it("is asked for by its id, in the ways of each tool", async () => {
  const ask = await start();
  expect(await ask({ documentId: sha256(units) })).toEqual(data(codes));
  expect(await ask({ documentId: `sha256:${sha256(units)}` })).toEqual(data(codes));
  expect(await ask(persisted(sha256(units)))).toEqual(data(codes));
  expect(await ask({ doc_id: "2f5a1c3e9d", variables: { code: "00004" } })).toEqual(
    data({ unit: { name: "Ba Đình" } }),
  );
  expect(await ask({ documentId: sha256(closing) })).toEqual(data({ closeTask: 1 }));
  expect(await ask({ documentId: "nothing" })).toMatchObject(refused(200, "PERSISTED_QUERY_NOT_FOUND"));
});

it("is that of the client that asks where two have one id", async () => {
  const ask = await start();
  const shared = { documentId: "shared", variables: { code: "00008" } };
  expect(await ask(shared, { "apollographql-client-name": "mobile" })).toEqual(
    data({ unit: { name: "Ngọc Hà" } }),
  );
  expect(await ask(shared, { "apollographql-client-name": "dashboard" })).toEqual(data(codes));
});

it("is all that a role may ask for that is held to them; others ask what they like", async () => {
  const ask = await start(["public", "editor"]);
  const open = { query: "{ units { code } }" };
  expect(await ask(open)).toMatchObject(refused(403, "DOCUMENT_NOT_TRUSTED"));
  expect(await ask({ query: units })).toMatchObject(refused(403, "DOCUMENT_NOT_TRUSTED"));
  expect(await ask({ ...open, ...persisted(sha256(open.query)) })).toMatchObject(
    refused(403, "DOCUMENT_NOT_TRUSTED"),
  );
  expect(await ask(persisted(sha256(units)))).toEqual(data(codes));
  // The text along with its hash is what Apollo's clients send when a hash was not known.
  expect(await ask({ query: units, ...persisted(sha256(units)) })).toEqual(data(codes));
  const lie = { query: "{ units { name } }", ...persisted(sha256(units)) };
  expect(await ask(lie)).toMatchObject(refused(400, "BAD_REQUEST"));
  const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
  expect(await ask(open, analyst)).toEqual(data(codes));
});

it("may cost more than an open query of the public", async () => {
  const budgets = { public: 30, analyst: 30, editor: 30, admin: 30 };
  const ask = await start([], { budgets, BUDGET_TRUSTED: 500 });
  expect(await ask({ query: dear })).toMatchObject(refused(400, "QUERY_TOO_COMPLEX"));
  expect(await ask({ documentId: sha256(dear) })).toMatchObject({
    status: 200,
    body: { data: { overdueTasks: 7 } },
  });
  expect(await ask({ query: "{ overdueTasks }" })).toEqual(data({ overdueTasks: 7 }));
});

it("is there as soon as its manifest is, and stays when that is overwritten with something else", async () => {
  const ask = await start(["public"]);
  const overdue = "query Overdue { overdueTasks }";
  write("new", { overdue });
  const answered = await eventually(async () => {
    const answer = await ask({ documentId: "overdue" });
    return "data" in (answer.body as object) ? answer : undefined;
  });
  expect(answered).toEqual(data({ overdueTasks: 7 }));
  writeFileSync(join(folder, "new.json"), "[]");
  write("newer", { later: overdue });
  // One that cannot be read keeps all of them as they were.
  expect(await ask({ documentId: "overdue" })).toEqual(data({ overdueTasks: 7 }));
});

it("is read at the start, or nothing starts", () => {
  writeFileSync(join(folder, "broken.json"), "{}}");
  const log = createLogger("test", "silent");
  expect(() => openTrustedDocuments(folder, 1_000, log, () => {})).toThrow(
    "TRUSTED_DOCUMENTS: broken.json: ",
  );
});

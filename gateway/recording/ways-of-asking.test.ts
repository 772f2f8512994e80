import { createTestDatabase } from "../../test/support/database/test-cluster";
import { request } from "../../test/support/gateway/gateway-request";
import { type RegistryFixture, startRegistryFixture } from "../../test/support/registry/registry-fixture";

/* By whatever way an operation comes, it counts once, for the client that sent it. */

let fixture: RegistryFixture;
beforeAll(async () => {
  fixture = await startRegistryFixture({ databaseUrl: await createTestDatabase("gateway") });
}, 30_000);
afterAll(() => fixture.stop());

it("counts batches, mutations, tables, saved queries, live queries, GET and kept answers, and nothing that is refused", async () => {
  const url = fixture.gateways[0]?.url;
  const send = (path: string, client: string, body: unknown, headers: Record<string, string> = {}) =>
    request(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "graphql-client-name": client, ...headers },
      body: JSON.stringify(body),
    });
  await send("/graphql", "batch", [{ query: "query A { city }" }, { query: "query B { schoolCount }" }]);
  await send("/graphql", "mutation", { query: 'mutation M { renameWard(code: "1", name: "x") { code } }' });
  const table = await send("/tables", "table", { query: "query T { wards { name } }", format: "csv" });
  expect(table.status).toBe(200);
  for (let time = 0; time < 3; time++) await send("/graphql", "again", { query: "query Again { city }" });
  const got = { headers: { "graphql-client-name": "get", "apollo-require-preflight": "x" } };
  await request(`${url}/graphql?query=${encodeURIComponent("query G { city }")}`, got);
  const leave = new AbortController();
  const live = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      "graphql-client-name": "live",
    },
    body: JSON.stringify({ query: "subscription S { live { wards { code } } }" }),
    signal: leave.signal,
  });
  const reader = live.body?.getReader();
  await reader?.read();
  leave.abort();
  await reader?.read().catch(() => undefined);
  await send("/graphql", "refused", { query: "query R { nobody }" });
  await send("/graphql", "refused", {
    query: "query R($f: WardFilter) { wards(filter: $f) { code } }",
    variables: { f: 3 },
  });
  await send("/cost", "refused", { query: "query R { city }" });
  // What was counted is put down at the end.
  const [gateway] = fixture.gateways.splice(0, 1);
  await gateway?.stop();
  const rows = await fixture.rows(`
    SELECT client, name, kind, count::int AS count, array_to_string(recorded_operation.elements, ' ') AS elements
    FROM operation_use JOIN recorded_operation ON hash = operation
    WHERE client <> '' ORDER BY client, name`);
  expect(rows).toEqual([
    { client: "again", name: "Again", kind: "query", count: 3, elements: "Query.city" },
    { client: "batch", name: "A", kind: "query", count: 1, elements: "Query.city" },
    { client: "batch", name: "B", kind: "query", count: 1, elements: "Query.schoolCount" },
    { client: "get", name: "G", kind: "query", count: 1, elements: "Query.city" },
    { client: "live", name: "S", kind: "subscription", count: 1, elements: "Query.wards Ward.code" },
    {
      ...{ client: "mutation", name: "M", kind: "mutation", count: 1 },
      elements: "Mutation.renameWard Mutation.renameWard(code:) Mutation.renameWard(name:) Ward.code",
    },
    { client: "table", name: "T", kind: "query", count: 1, elements: "Query.wards Ward.name" },
  ]);
}, 60_000);

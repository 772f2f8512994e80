import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { token, url } from "../support/graph.ts";

/* The SDK's former line, which speaks revisions up to 2025-11-25, as many assistants still have it. */

const client = new Client({ name: "former-line", version: "1.0" });
before(async () => {
  const address = new URL("/mcp", url);
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit }));
});
after(() => client.close());

it("MCP's former SDK lists the tools and takes their answers", async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ["search_schema", "describe_type", "validate_query", "run_query", "run_sql", "list_indicators"],
  );
  const query = '{ taskStats(asOf: "2025-11-14") { totals { overdue } } }';
  const { structuredContent, isError } = await client.callTool({ name: "run_query", arguments: { query } });
  assert.ok(!isError);
  const { data, notes } = structuredContent as { data: unknown; notes: { role: string; origins: unknown } };
  assert.deepEqual(data, { taskStats: { totals: { overdue: 30 } } });
  assert.deepEqual(
    [notes.role, notes.origins],
    ["editor", [{ path: "taskStats.totals", field: "origin", origin: "SYNTHETIC", objects: 1 }]],
  );
});

it("MCP's former SDK is told of arguments that a tool has not", async () => {
  const { content, isError } = await client.callTool({
    name: "search_schema",
    arguments: { text: "quá hạn", limti: 3 },
  });
  assert.ok(isError);
  assert.match(JSON.stringify(content), /Unrecognized key: \\"limti\\"/);
});

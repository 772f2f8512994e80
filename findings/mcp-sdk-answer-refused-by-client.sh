#!/usr/bin/env bash
# Versions: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7; seen 2026-11-29.
# Behaviour: the server holds what a tool answers against its output schema, and then sends what the tool gave, not what
# the schema made of it. A key that the schema strips, and one that it fills in, are right for the server; the client holds
# the answer to the JSON schema of the same schema and throws away the whole answer. It does so only when it has listed the
# tools before: the same call is answered without that.
# Output seen: as below.
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 zod@4.6.7
cat >probe.cjs <<'JS'
const { McpServer, createMcpHandler } = require("@modelcontextprotocol/server");
const { Client, StreamableHTTPClientTransport } = require("@modelcontextprotocol/client");
const { z } = require("zod");

/** A client of a server with what `register` gives it, without a socket. */
async function connect(register) {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "probe", version: "1" });
    register(server);
    return server;
  });
  const client = new Client({ name: "probe", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const fetch = (url, init) => handler.fetch(new Request(url, init));
  await client.connect(new StreamableHTTPClientTransport(new URL("http://probe/mcp"), { fetch }));
  return client;
}

(async () => {
  const register = (server) => {
    const outputSchema = z.object({ count: z.number(), unit: z.string().default("task") });
    const answer = (structuredContent) => async () => ({ content: [], structuredContent });
    server.registerTool("stripped", { outputSchema }, answer({ count: 1, unit: "task", more: 2 }));
    server.registerTool("filled", { outputSchema }, answer({ count: 1 }));
  };
  const outcomeOf = (client, name) =>
    client.callTool({ name, arguments: {} }).then(({ structuredContent }) => JSON.stringify(structuredContent), ({ code }) => code);
  const outcomes = [];
  for (const lists of [false, true]) {
    const client = await connect(register);
    if (lists) await client.listTools();
    for (const name of ["stripped", "filled"]) outcomes.push(`${lists ? "listed" : "unlisted"} ${name} ${await outcomeOf(client, name)}`);
  }
  console.log(outcomes.join("; "));
})();
JS
expected='unlisted stripped {"count":1,"unit":"task","more":2}; unlisted filled {"count":1}; listed stripped -32602; listed filled -32602'
seen=$(node probe.cjs)
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7; seen 2026-11-29.
# Behaviour: one tool with a z.date() in what it takes is registered without a complaint, and from then on no tool can be
# listed: tools/list of the server fails as a whole, the tools beside it included. Called without having been listed, the
# others answer. z.coerce.date() does the same.
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
  const outcomes = [];
  for (const [kind, day] of [["text", z.iso.date()], ["date", z.date()], ["coerced", z.coerce.date()]]) {
    const client = await connect((server) => {
      server.registerTool("plain", { inputSchema: z.object({}) }, async () => ({ content: [{ type: "text", text: "answered" }] }));
      server.registerTool("dated", { inputSchema: z.object({ day }) }, async () => ({ content: [] }));
    });
    const listed = await client.listTools().then(({ tools }) => tools.length, ({ message }) => message);
    const { content } = await client.callTool({ name: "plain", arguments: {} });
    outcomes.push(`${kind}: ${listed}, ${content[0].text}`);
  }
  console.log(outcomes.join("; "));
})();
JS
expected="text: 2, answered; date: Date cannot be represented in JSON Schema, answered; coerced: Date cannot be represented in JSON Schema, answered"
seen=$(node probe.cjs)
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7; seen 2026-11-29.
# Behaviour: an argument that a tool's z.object() does not name is dropped, and the tool is called without it and answers: a
# model that misspells "limit" is told nothing, and believes that it was heeded. What is listed does not say
# additionalProperties: false either. z.strictObject() refuses it. It is so for prompts, too.
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
  const shape = { limit: z.number().default(10) };
  const echo = async (given) => ({ content: [{ type: "text", text: JSON.stringify(given) }] });
  const client = await connect((server) => {
    server.registerTool("loose", { inputSchema: z.object(shape) }, echo);
    server.registerTool("strict", { inputSchema: z.strictObject(shape) }, echo);
    server.registerPrompt("asked", { argsSchema: z.object({ text: z.string() }) }, (given) => ({
      messages: [{ role: "user", content: { type: "text", text: JSON.stringify(given) } }],
    }));
  });
  const { tools } = await client.listTools();
  const outcomes = [];
  for (const { name, inputSchema } of tools) {
    const { content, isError = false } = await client.callTool({ name, arguments: { limti: 3 } });
    outcomes.push(`${name} ${inputSchema.additionalProperties} ${isError ? "refused" : content[0].text}`);
  }
  const { messages } = await client.getPrompt({ name: "asked", arguments: { text: "a", more: "b" } });
  console.log([...outcomes, `asked ${messages[0].content.text}`].join("; "));
})();
JS
expected='loose undefined {"limit":10}; strict false refused; asked {"text":"a"}'
seen=$(node probe.cjs)
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

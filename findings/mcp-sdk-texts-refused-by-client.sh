#!/usr/bin/env bash
# Versions: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7 (ajv 8 within the client);
# seen 2026-11-29.
# Behaviour: texts that the server's schema takes, and the client's reading of the same schema does not. z.url() goes by the
# WHATWG parser, and is listed as format "uri", by which RFC 3986 refuses an address with letters beyond ASCII, as Vietnamese
# pages have them. A pattern with the flag i is listed without its flag, and takes small letters alone. Either way the whole
# answer is thrown away by the client.
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
  const values = {
    ascii: [z.url(), "https://hanoi.gov.vn/diem-nghen"],
    accents: [z.url(), "https://hanoi.gov.vn/điểm-nghẽn"],
    small: [z.string().regex(/^[a-z]+$/i), "skhcn"],
    capital: [z.string().regex(/^[a-z]+$/i), "SKHCN"],
  };
  const client = await connect((server) => {
    for (const [name, [schema, value]] of Object.entries(values)) {
      server.registerTool(name, { outputSchema: z.object({ value: schema }) }, async () => ({ content: [], structuredContent: { value } }));
    }
  });
  await client.listTools();
  const outcomes = [];
  for (const name of Object.keys(values)) {
    outcomes.push(await client.callTool({ name, arguments: {} }).then(() => `${name} taken`, ({ message }) => `${name}: ${message.replace(/^.*data\//, "")}`));
  }
  console.log(outcomes.join("; "));
})();
JS
expected='ascii taken; accents: value must match format "uri"; small taken; capital: value must match pattern "^[a-z]+$"'
seen=$(node probe.cjs)
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7; seen 2026-11-29.
# Behaviour: resources that a server registers under a valid URI that the WHATWG URL parser would write otherwise
# (https://example.org, a host with a capital, a port that is the default, a path with letters beyond ASCII) are listed
# under that URI, and "not found" when a client reads exactly what was listed: the server looks up what the parser makes of
# it. graph://rules, which the parser leaves alone, can be read.
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
  const uris = ["https://example.org", "https://Example.org/a", "https://example.org:443/a", "graph://thuật-ngữ", "graph://rules"];
  const client = await connect((server) => {
    for (const uri of uris) server.registerResource(uri, uri, {}, () => ({ contents: [{ uri, text: "a" }] }));
  });
  const { resources } = await client.listResources();
  const read = ({ uri }) => client.readResource({ uri }).then(() => "read", ({ code }) => code);
  const outcomes = await Promise.all(resources.map(async (each) => `${each.uri} ${await read(each)}`));
  console.log(outcomes.join("; "));
})();
JS
expected="https://example.org -32602; https://Example.org/a -32602; https://example.org:443/a -32602; graph://thuật-ngữ -32602; graph://rules read"
seen=$(node probe.cjs)
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: graphql-ws 6.4.2, ws 8.23.0; seen 2026-11-29.
# Behaviour: a server that closes a socket whose token has ended has two codes to choose from. After 4401 (Unauthorized) the
# client of graphql-ws gives up at once, whatever `shouldRetry` and `retryAttempts` say, and asks `connectionParams` for no
# other token. After 4403 (Forbidden), which elsewhere means that asking again is of no use, it connects again, and has
# connectionParams give another token.
# Output seen: 4401: 1 connection, 4403: 2 connections
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql-ws@6.4.2 ws@8.23.0 graphql@16.15.0
cat >close.mjs <<'JS'
import { createClient } from "graphql-ws";
import { WebSocket, WebSocketServer } from "ws";
const connectionsAfter = (code) =>
  new Promise(async (resolve) => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await new Promise((listening) => server.once("listening", listening));
    let connections = 0;
    const end = () => {
      server.close();
      client.dispose();
      resolve(connections);
    };
    server.on("connection", (socket) => {
      socket.on("message", (data) => {
        const { type, id } = JSON.parse(data);
        if (type === "connection_init") socket.send('{"type":"connection_ack"}');
        if (type !== "subscribe") return;
        connections++;
        // The token of the second connection holds.
        if (connections === 1) socket.close(code);
        else socket.send(JSON.stringify({ id, type: "complete" }));
      });
    });
    const client = createClient({
      url: `ws://127.0.0.1:${server.address().port}`,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ authorization: "Bearer token" }),
      shouldRetry: () => true,
      retryAttempts: 5,
      retryWait: async () => {},
    });
    client.subscribe({ query: "{ hello }" }, { next() {}, error: end, complete: end });
  });
const [unauthorized, forbidden] = [await connectionsAfter(4401), await connectionsAfter(4403)];
console.log(`4401: ${unauthorized} connection, 4403: ${forbidden} connections`);
process.exit();
JS
seen=$(node close.mjs)
expected="4401: 1 connection, 4403: 2 connections"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

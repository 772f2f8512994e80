#!/usr/bin/env bash
# Versions: graphql-sse 2.6.1 (client and server), graphql 16.15.0; seen 2026-11-29.
# Behaviour: a client in single connection mode writes the token of its stream into the object that it was given as
# `headers`. A second client that is given the same object (a constant with `authorization`, say) reserves its stream with
# the token of the first one's, which graphql-sse's own server refuses with 409. With an object for each, or a function as
# `headers`, both get their answers.
# Output seen: shared object: Server responded with 409: Conflict / own objects: {"data":{"hello":"world"}}
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql-sse@2.6.1 graphql@16.15.0
cat >clients.mjs <<'JS'
import { createServer } from "node:http";
import { buildSchema } from "graphql";
import { createClient } from "graphql-sse";
import { createHandler } from "graphql-sse/lib/use/http";
const schema = buildSchema("type Query { hello: String }");
schema.getQueryType().getFields().hello.resolve = () => "world";
const server = createServer(createHandler({ schema }));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const options = { url, singleConnection: true, lazyCloseTimeout: 60_000, retryAttempts: 0 };
const ask = (client) =>
  new Promise((resolve) => {
    let answer;
    const next = (result) => {
      answer = JSON.stringify(result);
    };
    const error = ({ message }) => resolve(message);
    client.subscribe({ query: "{ hello }" }, { next, error, complete: () => resolve(answer) });
  });
const askBoth = async (headersOf) => {
  const [first, second] = [1, 2].map(() => createClient({ ...options, headers: headersOf() }));
  await ask(first);
  return ask(second);
};
const headers = { authorization: "Bearer token" };
const shared = await askBoth(() => headers);
const own = await askBoth(() => ({ authorization: "Bearer token" }));
console.log(`shared object: ${shared} / own objects: ${own}`);
process.exit();
JS
seen=$(node clients.mjs)
expected='shared object: Server responded with 409: Conflict / own objects: {"data":{"hello":"world"}}'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

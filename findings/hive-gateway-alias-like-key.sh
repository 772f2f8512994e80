#!/usr/bin/env bash
# Versions: @graphql-hive/gateway 2.15.1, @apollo/composition 2.14.4, graphql 16.15.0; seen 2026-11-30.
# Behaviour: `units` has Unit.code, its key, and Unit.name; `parks` has Unit.parks. Of the valid `{ units { code: name parks } }`
# the gateway sends `units` a query in which both `code: name` and the key `code` stand side by side. Two fields of one name
# do not merge (section 5.3.2 of the specification), so a subgraph that validates refuses it, and the client gets
# GRAPHQL_VALIDATION_FAILED for a query that is valid. Without parks, or under another alias, it is answered.
# Output seen: Fields "code" conflict because "code" and "name" are different fields.
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @graphql-hive/gateway@2.15.1 @apollo/composition@2.14.4 graphql@16.15.0
cat >serve.cjs <<'JS'
const { createServer } = require("node:http");
const { composeServices } = require("@apollo/composition");
const { buildSchema, parse, validate } = require("graphql");
const { writeFileSync } = require("node:fs");
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const units = 'type Query { units: [Unit] } type Unit @key(fields: "code") { code: ID! name: String }';
const parks = 'type Unit @key(fields: "code") { code: ID! parks: Int }';
const schema = buildSchema(units.replace('@key(fields: "code")', ""));
const server = createServer(async (request, response) => {
  let text = "";
  for await (const piece of request) text += piece;
  const { query } = JSON.parse(text);
  console.error(`units was sent: ${query}`);
  const [problem] = validate(schema, parse(query));
  const extensions = { code: "GRAPHQL_VALIDATION_FAILED" };
  const answer = problem ? { errors: [{ message: problem.message, extensions }] } : { data: { units: [] } };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
});
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}/graphql`;
  const { supergraphSdl, errors } = composeServices([
    { name: "units", url, typeDefs: parse(link + units) },
    { name: "parks", url: "http://127.0.0.1:1/graphql", typeDefs: parse(link + parks) },
  ]);
  if (errors) throw errors[0];
  writeFileSync("supergraph.graphql", supergraphSdl);
});
JS
node serve.cjs &
until [ -s supergraph.graphql ]; do sleep 0.1; done
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
node node_modules/@graphql-hive/gateway/dist/bin.js supergraph supergraph.graphql --host 127.0.0.1 --port "$port" >gateway.log 2>&1 &
ask() { curl -s "http://127.0.0.1:$port/graphql" -H 'content-type: application/json' -d "{\"query\":\"$1\"}"; }
until ask '{ __typename }' | grep -q Query; do sleep 0.2; done
echo "another alias: $(ask '{ units { label: name parks } }')"
seen=$(ask '{ units { code: name parks } }' | grep -o 'Fields [^.]*\.' | tr -d '\\' || true)
# Which of the two is named first is not the point.
expected='Fields "code" conflict'
echo "seen:     $seen"
echo "expected: $expected …"
if [[ "$seen" != "$expected"* ]]; then
  echo "The behaviour has changed."
  exit 1
fi

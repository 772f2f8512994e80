#!/usr/bin/env bash
# Versions: @apollo/composition 2.14.4, graphql 16.15.0; seen 2026-11-30.
# Behaviour: @oneOf is built into GraphQL, and graphql 16.15 prints it without a definition. Such a subgraph schema is
# refused (Unknown directive "@oneOf"). With the definition written into the schema it composes without an error or a hint,
# and the supergraph has the input without @oneOf: clients may send both fields.
# Output seen: refused: [a] Unknown directive "@oneOf". | composed: input By @join__type(graph: A) | 0 hints
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @apollo/composition@2.14.4 graphql@16.15.0
cat >compose.cjs <<'JS'
const { composeServices } = require("@apollo/composition");
const { buildSchema, parse, printSchema } = require("graphql");
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])\n';
const plain = printSchema(buildSchema("input By @oneOf { id: ID name: String } type Query { road(by: By!): String }"));
if (plain.includes("directive @oneOf")) throw new Error("graphql prints the definition.");
const compose = (sdl) => composeServices([{ name: "a", url: "http://a", typeDefs: parse(link + sdl) }]);
const refused = compose(plain).errors?.map(({ message }) => message).join(" ");
const { supergraphSdl, hints } = compose(`directive @oneOf on INPUT_OBJECT\n${plain}`);
const [, head] = /(input By[^{]*)\{/.exec(supergraphSdl);
console.log(`refused: ${refused} | composed: ${head.replace(/\s+/g, " ").trim()} | ${hints.length} hints`);
JS
seen=$(node compose.cjs)
expected='refused: [a] Unknown directive "@oneOf". | composed: input By @join__type(graph: A) | 0 hints'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "That has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @apollo/composition 2.14.4, graphql 16.15.0; seen 2026-11-30.
# Behaviour: one of two types that implement Node is @authenticated. Composition writes @authenticated on the interface
# Node too, without a hint, though it refuses it when a subgraph writes that itself (AUTH_REQUIREMENTS_APPLIED_ON_INTERFACE).
# A router that goes by the supergraph then denies `node(id:)` of the other type as well: guarding one type closes the
# interface for everyone.
# Output seen: interface Node @join__type(graph: A) @authenticated
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @apollo/composition@2.14.4 graphql@16.15.0
cat >compose.cjs <<'JS'
const { composeServices } = require("@apollo/composition");
const { parse } = require("graphql");
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@authenticated"])\n';
const sdl = `${link}
  type Query { node(id: ID!): Node }
  interface Node { id: ID! }
  type Road implements Node { id: ID! name: String }
  type Person implements Node @authenticated { id: ID! name: String }`;
const { supergraphSdl, errors, hints } = composeServices([{ name: "a", url: "http://a", typeDefs: parse(sdl) }]);
if (errors) throw errors[0];
const [, head] = /(interface Node[^{]*)\{/.exec(supergraphSdl);
console.log(head.replace(/\s+/g, " ").trim(), hints.length === 0 ? "" : `and ${hints.length} hints`);
JS
seen=$(node compose.cjs | sed 's/ *$//')
expected="interface Node @join__type(graph: A) @authenticated"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "That has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @apollo/query-planner 2.14.4, @apollo/composition 2.14.4, graphql 16.15.0; seen 2026-11-30.
# Behaviour: a query asks for two fields of the root that have nothing to do with each other. What is to be fetched last for the
# one of them, `total`, needs `net` of one subgraph and `tax` of another. Planned alone it waits for these two fetches. Planned
# together with the other field it waits for that one's fetch as well: what needs two fetches is put behind the whole step in
# which they are made. So however slow the subgraph of the other field is, `total` is asked for after it.
# Output seen: alone total after net,tax; together total after net,news,tax
# Expected: planned together, `total` waits for the same two fetches as alone.
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @apollo/composition@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0
cat >plan.cjs <<'JS'
const { composeServices } = require("@apollo/composition");
const { Supergraph, operationFromDocument } = require("@apollo/federation-internals");
const { QueryPlanner } = require("@apollo/query-planner");
const { parse } = require("graphql");
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@external"])\n';
const bill = 'type Bill @key(fields: "id") { id: ID!';
const subgraphs = {
  start: `type Query { bill: Bill city: City } ${bill} } type City @key(fields: "id") { id: ID! }`,
  net: `${bill} net: Int }`,
  tax: `${bill} tax: Int }`,
  total: `${bill} net: Int @external tax: Int @external total: Int @requires(fields: "net tax") }`,
  news: 'type City @key(fields: "id") { id: ID! news: String }',
};
const { supergraphSdl, errors } = composeServices(
  Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })),
);
if (errors) throw errors[0];
const supergraph = Supergraph.build(supergraphSdl);
const planner = new QueryPlanner(supergraph);
const namesIn = (node) => (node.serviceName ? [node.serviceName] : (node.nodes ?? [node.node]).flatMap(namesIn));
const lastOf = (query) => {
  const { node } = planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  if (node.kind !== "Sequence") throw new Error(`Expected a sequence, got ${node.kind}.`);
  const steps = node.nodes.map((step) => namesIn(step).sort().join());
  return `${steps.at(-1)} after ${steps.at(-2)}`;
};
console.log(`alone ${lastOf("{ bill { total } }")}; together ${lastOf("{ bill { total } city { news } }")}`);
JS
seen=$(node plan.cjs)
expected="alone total after net,tax; together total after net,news,tax"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

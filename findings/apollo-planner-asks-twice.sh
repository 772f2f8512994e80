#!/usr/bin/env bash
# Versions: @apollo/query-planner 2.14.4, @apollo/composition 2.14.4, @graphql-hive/router-query-planner 0.0.38, graphql
# 16.15.0; seen 2026-11-30.
# Behaviour: `inventory` knows inStock of a product by its key, and computes shippingEstimate from the price that `products`
# has. Where both are asked for, Apollo's planner asks `inventory` of the same products twice: for inStock at once, and for
# shippingEstimate when the price has come. That is an answer no sooner, for the later one is needed anyway, and a request more
# for every path that leads to products. Hive's planner waits, and asks for both by one.
# Output seen: apollo 10 inventory 5, hive 8 inventory 3
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @apollo/composition@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0 \
  @graphql-hive/router-query-planner@0.0.38
cat >plan.cjs <<'JS'
const { composeServices } = require("@apollo/composition");
const { Supergraph, operationFromDocument } = require("@apollo/federation-internals");
const { QueryPlanner } = require("@apollo/query-planner");
const hive = require("@graphql-hive/router-query-planner");
const { parse } = require("graphql");
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@external"])\n';
const subgraphs = {
  products: 'type Query { topProducts: [Product] } type Product @key(fields: "upc") { upc: ID! price: Int }',
  reviews: 'type Query { users: [User] } type User { reviews: [Review] } type Review { product: Product } type Product @key(fields: "upc") { upc: ID! reviews: [Review] }',
  inventory: `type Product @key(fields: "upc") { upc: ID! price: Int @external inStock: Boolean
    shippingEstimate: Int @requires(fields: "price") }`,
};
const { supergraphSdl, errors } = composeServices(
  Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })),
);
if (errors) throw errors[0];
const query = `{ topProducts { price inStock shippingEstimate reviews { product { inStock shippingEstimate } } }
  users { reviews { product { inStock shippingEstimate } } } }`;
const supergraph = Supergraph.build(supergraphSdl);
const operation = operationFromDocument(supergraph.apiSchema(), parse(query));
const plans = {
  apollo: new QueryPlanner(supergraph).buildQueryPlan(operation),
  hive: new hive.QueryPlanner(supergraphSdl).plan(query, undefined, new Set(), 0),
};
const namesIn = (node) => (node.serviceName ? [node.serviceName] : (node.nodes ?? [node.node]).flatMap(namesIn));
const counted = Object.entries(plans).map(([name, { node }]) => {
  const names = namesIn(node);
  return `${name} ${names.length} inventory ${names.filter((each) => each === "inventory").length}`;
});
console.log(counted.join(", "));
JS
seen=$(node plan.cjs)
expected="apollo 10 inventory 5, hive 8 inventory 3"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

#!/usr/bin/env bash
# Versions: @apollo/query-planner 2.14.4, @apollo/composition 2.14.4, graphql 16.15.0; seen 2026-11-28.
# Behaviour: `plans` has Unit.verdict @requires(perHead), `money` has Unit.perHead @requires(population), `units` has
# population. Of `{ budgets { unit { verdict } } }`, which comes to the unit within `money`, the planner asks `money` for
# perHead at once, without population, and computes verdict from what came: no error is raised. `{ units { verdict } }` is
# planned rightly.
# Output seen: money {budgets{unit{__typename code perHead}}}
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
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])\n';
const subgraphs = {
  units: 'type Query { units: [Unit] } type Unit @key(fields: "code") { code: ID! population: Int }',
  money: `type Query { budgets: [Budget] } type Budget { unit: Unit }
    type Unit @key(fields: "code") { code: ID! population: Int @external perHead: Float @requires(fields: "population") }`,
  plans: 'type Unit @key(fields: "code") { code: ID! perHead: Float @external verdict: String @requires(fields: "perHead") }',
};
const { supergraphSdl, errors } = composeServices(
  Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })),
);
if (errors) throw errors[0];
const supergraph = Supergraph.build(supergraphSdl);
const operation = operationFromDocument(supergraph.apiSchema(), parse("{ budgets { unit { verdict } } }"));
const [first] = new QueryPlanner(supergraph).buildQueryPlan(operation).node.nodes;
console.log(first.serviceName, first.operation);
JS
seen=$(node plan.cjs)
expected="money {budgets{unit{__typename code perHead}}}"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

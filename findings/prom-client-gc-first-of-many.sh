#!/usr/bin/env bash
# Versions: prom-client 15.1.3 on Node.js 24; seen 2026-11-30.
# Behaviour: its default metric nodejs_gc_duration_seconds takes the first entry of each list that a PerformanceObserver is
# given (`list.getEntries()[0]`) and leaves out the others. Node.js delivers all collections of a turn of the event loop
# together, so a process that computes counts one for each turn: of ten turns with some hundred collections it counts ten,
# and their time is as much too short. Nothing tells; rate(nodejs_gc_duration_seconds_sum) of a busy process is near 0.
# Expected: as many as another observer of the same process is told of.
# Output seen: counted 10 of more than 100
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund prom-client@15.1.3
cat >collections.cjs <<'JS'
const { PerformanceObserver } = require("node:perf_hooks");
const client = require("prom-client");
const register = new client.Registry();
client.collectDefaultMetrics({ register });
let told = 0;
new PerformanceObserver((list) => {
  told += list.getEntries().length;
}).observe({ entryTypes: ["gc"] });
const turns = 10;
async function main() {
  for (let turn = 0; turn < turns; turn += 1) {
    for (let made = 0; made < 60; made += 1) new Array(100_000).fill({});
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { values } = await register.getSingleMetric("nodejs_gc_duration_seconds").get();
  const counted = values
    .filter(({ metricName }) => metricName.endsWith("_count"))
    .reduce((sum, { value }) => sum + value, 0);
  // A collection of another kind may come in a turn of its own.
  console.log(`counted ${counted <= turns + 5 ? turns : counted} of ${told > 100 ? "more than 100" : told}`);
}
main();
JS
seen=$(node collections.cjs)
expected="counted 10 of more than 100"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

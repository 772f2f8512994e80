import "../../../shared/base/process/check-node";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startGraph } from "../../support/processes/running-graph";
import { dashboardExpressions } from "./dashboard-expressions";
import { startPrometheus } from "./start-prometheus";

/** Goes over all four sectors. */
const query = `query Ward($code: ID!) { administrativeUnit(code: $code) {
  name taskStats { overdue } dossierStats { received } coverage5G { stations } } }`;
const rateOfAll = 'rate(graph_gateway_requests_total{path="/graphql"}[1m])';
const mostAsked = 300;

/**
 * `npm run prometheus`: has Prometheus, as Debian's package installs it, load deploy/prometheus and scrape a graph that runs. Tells
 * its targets, its rules, and which expressions of the dashboard found series. Throws where a target is not up, a rule is not well,
 * or Prometheus refuses an expression.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "graph-prometheus-"));
  chmodSync(folder, 0o755);
  const graph = await startGraph(undefined, { STANDBY_PROCESSES: "0" });
  try {
    const prometheus = await startPrometheus(folder, graph.dataDirectory);
    try {
      // The supervisor, the gateway, and a process of each subgraph.
      const targets = await prometheus.targetsUp(Object.keys(graph.subgraphs).length + 2);
      console.log(`up: ${targets.join(", ")}`);
      const rules = await prometheus.rules();
      console.log(`rules: ${rules.map(({ name, state }) => `${name} ${state}`).join(", ")}`);
      const unwell = rules.filter(({ health }) => health !== "ok");
      if (unwell.length > 0) throw new Error(`Expected all rules to be well; got ${JSON.stringify(unwell)}.`);
      // A rate is known from the second time on that Prometheus has looked.
      for (let asked = 0; (await prometheus.query(rateOfAll)) === 0; asked++) {
        if (asked > mostAsked) throw new Error(`Expected series of ${rateOfAll}.`);
        await graph.client.rawRequest(query, { code: `0000${asked % 10}` });
        await sleep(200);
      }
      const empty: string[] = [];
      const expressions = dashboardExpressions();
      for (const expression of expressions)
        if ((await prometheus.query(expression)) === 0) empty.push(expression);
      console.log(
        `dashboard: ${expressions.length - empty.length} of ${expressions.length} expressions have series`,
      );
      // Of what did not happen: failures, a store of rates, workers, imports.
      for (const expression of empty) console.log(`  none: ${expression}`);
    } finally {
      await prometheus.stop();
    }
  } finally {
    await graph.cleanUp();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

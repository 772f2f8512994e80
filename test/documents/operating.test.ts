import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { readPrimary } from "../../gateway/cluster/read-primary";
import { createGatewayMetrics } from "../../gateway/metrics/gateway-metrics";
import { createMetrics, type Metrics } from "../../shared/base/metrics/metrics";
import { readProcess } from "../../shared/base/metrics/open-metrics";
import { heapArguments } from "../../shared/base/process/heap-arguments";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraph } from "../../shared/kit/metrics/read-subgraph";
import { createSubgraphMetrics } from "../../shared/kit/metrics/subgraph-metrics";
import { readSupervisor } from "../../shared/runner/supervisor/supervisor-metrics";
import { readContainerfile } from "../operated/read-containerfile";

/** What operators go by, held against the code and against each other: metrics, alerts, runbooks, the dashboard. */

const read = (...path: string[]) => readFileSync(fromRoot(...path), "utf8");
const alerts = read("deploy", "prometheus", "alerts.yml");
const dashboard = read("deploy", "grafana", "graph.json");

const nothing = new Map<string, never>();
const noDatabase = { driver: {}, manager: {} } as DataSource;

/** Each kind of process as it declares its metrics; nothing is read. */
const declared: Record<string, (metrics: Metrics) => void> = {
  "every process": readProcess,
  gateway: (metrics) => {
    createGatewayMetrics(metrics, () => new Set()).read({
      ...{ isReady: () => true, transports: () => nothing, states: () => ({}), caches: () => ({}) },
      supergraph: () => ({ loadedAt: "2025-11-14T00:00:00Z", isRefused: false }),
      isRateStoreUp: () => undefined,
    });
  },
  primary: (metrics) => readPrimary(metrics, () => ({ alive: 0, ready: 0, died: 0 })),
  subgraph: (metrics) => {
    createSubgraphMetrics(metrics);
    const audit = { counts: { failed: 0 } };
    const parts = { stores: () => nothing, changes: () => undefined, hasImports: true };
    readSubgraph(metrics, { dataSource: noDatabase, audit, ...parts });
  },
  supervisor: (metrics) => readSupervisor(metrics, nothing, () => undefined),
};

async function describedBy(declare: (metrics: Metrics) => void): Promise<Map<string, [string, string]>> {
  const metrics = createMetrics("test", () => undefined);
  declare(metrics);
  const text = await metrics.text();
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));
  return new Map(
    [...text.matchAll(/^# HELP (graph_\S+) (.+)$/gm)].map(([, name = "", help = ""]) => [
      name,
      [types.get(name) ?? "", help],
    ]),
  );
}

const rows = [
  ...read("docs", "metrics.md").matchAll(/^\| `(graph_\w+)` \| (\w+) \| .* \| (.+?) \| (.+) \|$/gm),
].map(([, name, type, of, help]) => ({ name, type, of, help }));

it("docs/metrics.md has every metric with its type and meaning, and no other", async () => {
  const found = await Promise.all(
    Object.entries(declared).map(async ([of, declare]) =>
      [...(await describedBy(declare))].map(([name, [type, help]]) => ({ name, type, of, help })),
    ),
  );
  const byName = (all: typeof rows) =>
    all.toSorted((one, two) => String(one.name).localeCompare(String(two.name)));
  expect(byName(rows)).toEqual(byName(found.flat()));
  expect(rows.length).toBeGreaterThan(30);
});

it("alerts and dashboard use metrics that there are", () => {
  const known = new Set(rows.map(({ name = "" }) => name));
  const used = [...`${alerts}${dashboard}`.matchAll(/\bgraph_\w+/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ""),
  );
  expect(used.length).toBeGreaterThan(40);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

it("each alert has a runbook, to which it leads, and each runbook an alert", () => {
  const named = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = ""]) => name);
  const links = [...alerts.matchAll(/runbook: docs\/runbooks\.md#(\w+)/g)].map(([, anchor]) => anchor);
  const runbooks = [...read("docs", "runbooks.md").matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(links).toEqual(named.map((name) => name.toLowerCase()));
  expect(runbooks.toSorted()).toEqual(named.toSorted());
});

it("Prometheus takes the configuration and the alerts, which are told when they should be", () => {
  const promtool = (...given: string[]) =>
    execFileSync("promtool", given, { encoding: "utf8", stdio: "pipe" });
  try {
    promtool("--version");
  } catch {
    console.warn(
      "LEFT OUT: alerts are not checked, for there is no promtool (Debian: apt-get install prometheus)",
    );
    return;
  }
  const file = (name: string) => fromRoot("deploy", "prometheus", name);
  expect(promtool("check", "config", file("prometheus.yml"))).toContain("SUCCESS");
  expect(promtool("test", "rules", file("alerts.test.yml"))).toContain("SUCCESS");
});

it("systemd takes the units", () => {
  const folder = mkdtempSync(join(tmpdir(), "graph-units-"));
  try {
    // It looks whether programs are there; ours would be in /opt.
    for (const name of readdirSync(fromRoot("deploy", "systemd")))
      writeFileSync(
        join(folder, name),
        read("deploy", "systemd", name).replaceAll(
          "/opt/hanoi-sector-graph/node_modules/.bin/node",
          process.execPath,
        ),
      );
    const units = readdirSync(folder).map((name) => join(folder, name));
    const { error, status, stderr } = spawnSync("systemd-analyze", ["verify", ...units], {
      encoding: "utf8",
    });
    if (error) return void console.warn("LEFT OUT: units are not checked, for there is no systemd-analyze");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("the Containerfile runs as nobody in particular, and writes to nothing but its data", () => {
  const stages = readContainerfile(read("deploy", "Containerfile"));
  expect(stages.map(({ name }) => name)).toEqual(["build", ""]);
  const steps = stages.at(-1)?.steps ?? [];
  const textsOf = (wanted: string) =>
    steps.filter(({ instruction }) => instruction === wanted).map(({ text }) => text);
  expect(textsOf("USER")).toEqual(["10001:10001"]);
  expect(textsOf("VOLUME")).toEqual(["/data"]);
  expect(textsOf("HEALTHCHECK")).toHaveLength(1);
  const [command] = textsOf("CMD");
  expect(JSON.parse(command ?? "")).toEqual([...heapArguments.gateway, "dist/gateway/main.js"]);
});

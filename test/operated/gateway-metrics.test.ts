import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf } from "../../gateway/request/operation-record";
import { createMetrics } from "../../shared/base/metrics/metrics";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";

const folder = mkdtempSync(join(tmpdir(), "graph-metrics-"));
const boardText = 'query Board { unit(code: "00004") { name overdue } }';
writeFileSync(join(folder, "dashboard.json"), JSON.stringify({ [hashOf(boardText)]: boardText }));

const metrics = createMetrics("gateway", (error) => {
  throw error;
});
let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture(
    {
      TRUSTED_DOCUMENTS: folder,
      METRICS_CLIENTS: ["known"],
      SUBGRAPH_BREAKER_FAILURES: 2,
      SUBGRAPH_TIMEOUT_MS: 7_000,
    },
    undefined,
    metrics,
  );
});
afterAll(async () => {
  await fixture.stop();
  rmSync(folder, { recursive: true });
});

/** Values of a metric's series by their labels, without that of the process. */
async function seriesOf(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    lines.map((line) => {
      const [, labels = "", value = ""] = /\{(.*)\} (\S+)$/.exec(line) ?? [];
      return [labels.replace(/,?service="gateway"/, "").replace(/^,/, ""), Number(value)];
    }),
  );
}

/** A request is counted when its response has gone, which its client may know before. */
async function counted(name: string, sum: number): Promise<Record<string, number>> {
  return eventually(async () => {
    const series = await seriesOf(name);
    const found = Object.values(series).reduce((all, one) => all + one, 0);
    return found >= sum ? series : undefined;
  });
}

const named = (client: string) => ({ headers: { "apollographql-client-name": client } });

it("tells trusted documents and known clients apart, and no other names, however many come", async () => {
  const { url } = fixture.gateway;
  for (let at = 0; at < 300; at += 1)
    await postQuery(url, `query Flood${at} { overdueTasks }`, named(`flood ${at}`));
  await postQuery(url, "query Flood { overdueTasks }", named("known"));
  await postQuery(url, "query Mine { nothing }");
  await request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...named("dashboard").headers },
    body: JSON.stringify({ documentId: hashOf(boardText) }),
  });
  expect(await counted("graph_gateway_operations_total", 303)).toEqual({
    'operation="other",client="other",outcome="OK"': 300,
    'operation="other",client="known",outcome="OK"': 1,
    'operation="other",client="none",outcome="GRAPHQL_VALIDATION_FAILED"': 1,
    'operation="Board",client="dashboard",outcome="OK"': 1,
  });
  expect(await seriesOf("graph_gateway_operation_duration_seconds_count")).toEqual({
    'operation="other"': 302,
    'operation="Board"': 1,
  });
  expect(await seriesOf("graph_gateway_requests_total")).toEqual({
    'path="/graphql",status="200"': 302,
    'path="/graphql",status="400"': 1,
  });
});

it("counts each operation of a batch, and paths that are none together", async () => {
  const { url } = fixture.gateway;
  await request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ query: "{ overdueTasks }" }, { query: "{ nothing }" }]),
  });
  await request(`${url}/one`);
  await request(`${url}/two`);
  await request(`${url}/health/live`);
  const requests = await counted("graph_gateway_requests_total", 306);
  expect(requests).toMatchObject({ 'path="other",status="404"': 2 });
  expect(Object.keys(requests).filter((labels) => labels.includes("health"))).toEqual([]);
  expect(await seriesOf("graph_gateway_operations_total")).toMatchObject({
    'operation="other",client="none",outcome="OK"': 1,
    'operation="other",client="none",outcome="GRAPHQL_VALIDATION_FAILED"': 2,
  });
});

it("tells fetches by how they ended, and the state of each subgraph", async () => {
  const { gateway, tasks } = fixture;
  const before = await seriesOf("graph_gateway_fetches_total");
  expect(before).toEqual({
    'subgraph="tasks",outcome="answered"': expect.any(Number),
    'subgraph="units",outcome="answered"': 1,
  });
  tasks.setDown(true);
  for (let at = 0; at < 3; at += 1) await postQuery(gateway.url, "{ overdueTasks }");
  const after = await counted("graph_gateway_fetches_refused_total", 1);
  expect(after).toEqual({ 'subgraph="tasks"': expect.any(Number), 'subgraph="units"': 0 });
  expect(await seriesOf("graph_gateway_fetches_total")).toMatchObject({
    ...before,
    'subgraph="tasks",outcome="connection"': expect.any(Number),
  });
  expect(await seriesOf("graph_gateway_breaker_open")).toEqual({
    'subgraph="tasks",replica="1"': expect.any(Number),
    'subgraph="units",replica="1"': 0,
  });
  const up = await eventually(async () => {
    const states = await seriesOf("graph_gateway_subgraph_up");
    return states['subgraph="tasks",replica="1"'] === 0 ? states : undefined;
  });
  expect(up).toEqual({ 'subgraph="tasks",replica="1"': 0, 'subgraph="units",replica="1"': 1 });
  tasks.setDown(false);
});

it("tells what its caches hold", async () => {
  const entries = await seriesOf("graph_gateway_cache_entries");
  expect(Object.keys(entries).sort()).toEqual(
    ["answers", "operations", "plans", "texts"].map((cache) => `cache="${cache}"`),
  );
  const hits = await seriesOf("graph_gateway_cache_hits_total");
  await postQuery(fixture.gateway.url, "query Flood { overdueTasks }");
  const later = await seriesOf("graph_gateway_cache_hits_total");
  expect(later['cache="texts"']).toBe((hits['cache="texts"'] ?? 0) + 1);
});

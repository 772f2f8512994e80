import { execFileSync } from "node:child_process";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { board } from "../support/gateway/board-query";
import { eventually } from "../support/gateway/gateway-request";
import { type Collector, startCollector } from "../support/processes/collector";
import { type MetricsTarget, targetsIn } from "../support/processes/metrics-targets";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/* The whole graph as an operator sees it: metrics of every process, and traces that go through all of them. */

let collector: Collector;
let graph: RunningGraph;
const names = readSubgraphList().map(({ name }) => name);

beforeAll(async () => {
  collector = await startCollector();
  graph = await startGraph(undefined, {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER_ARG: "1",
    STANDBY_PROCESSES: "0",
  });
});
afterAll(async () => {
  await graph?.cleanUp();
  collector?.stop();
});

const targets = () => targetsIn(graph.dataDirectory);

async function scrape({ address }: MetricsTarget): Promise<string> {
  const response = await fetch(`http://${address}/metrics`);
  return response.text();
}

it("tells the metrics of every process, in a form that Prometheus takes", async () => {
  await eventually(async () => (targets().length === names.length + 2 ? true : undefined));
  expect(
    targets()
      .map(({ service }) => service)
      .sort(),
  ).toEqual([...names, "gateway", "supervisor"].sort());
  const texts = new Map<string, string>();
  for (const target of targets()) texts.set(target.service, await scrape(target));
  for (const name of names) {
    expect(texts.get(name)).toMatch(/^graph_subgraph_requests_total\{path="\/graphql",status="200",/m);
    expect(texts.get(name)).toMatch(
      /^graph_database_statement_duration_seconds_count\{.*kind="select".*\} \d+/m,
    );
    expect(texts.get(name)).toMatch(/^graph_audit_entries_total\{service="\w+"\} \d+/m);
    expect(texts.get("gateway")).toContain(`graph_gateway_subgraph_up{subgraph="${name}",replica="1",`);
    expect(texts.get("supervisor")).toContain(
      `graph_supervisor_process_up{process="${name}",service="supervisor"} 1`,
    );
  }
  // It is opened beside the first requests.
  const procedures = targets().find(({ service }) => service === "procedures");
  await eventually(async () => {
    const text = procedures && (await scrape(procedures));
    return text && /^graph_column_store_open\{.*\} 1$/m.test(text) ? true : undefined;
  });
  expect(texts.get("gateway")).toMatch(/^graph_gateway_ready\{service="gateway"\} 1/m);
  for (const text of texts.values()) checkByPromtool(text);
});

/** promtool also says what Prometheus' conventions ask for. What prom-client itself adds is not ours to name. */
function checkByPromtool(text: string): void {
  const own = text.split("\n").filter((line) => /^(# (HELP|TYPE) )?graph_/.test(line));
  try {
    execFileSync("promtool", ["check", "metrics"], { input: `${own.join("\n")}\n`, stdio: "pipe" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      console.warn("LEFT OUT: metrics are not checked, for there is no promtool (Debian: prometheus)");
    else throw error;
  }
}

it("joins the spans of one request across processes, down to its statements", async () => {
  await graph.client.request(board);
  const whole = await eventually(async () => {
    const root = collector.spans.find(
      ({ service, parentSpanId, attributes }) =>
        service === "gateway" && parentSpanId === "" && attributes["http.response.status_code"] === 200,
    );
    const spans = collector.spans.filter(({ traceId }) => traceId === root?.traceId);
    const services = new Set(spans.map(({ service }) => service));
    const hasStatements = spans.some(({ attributes }) => attributes["db.system.name"] === "postgresql");
    return root && services.size >= 3 && hasStatements ? { root, spans } : undefined;
  });
  const { root, spans } = whole;
  expect(root).toMatchObject({
    parentSpanId: "",
    attributes: {
      "http.request.method": "POST",
      "http.route": "/graphql",
      "http.response.status_code": 200,
      "graph.role": "public",
    },
  });
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  for (const span of spans.filter((each) => each !== root)) {
    const parent = byId.get(span.parentSpanId);
    if (span.attributes["db.system.name"] !== undefined) {
      // Within the span of the subgraph's request.
      expect([parent?.service, parent?.name]).toEqual([span.service, "POST /graphql"]);
      expect(span.attributes["db.query.text"]).not.toContain("traceparent");
    } else if (span.service === "gateway") {
      expect(parent).toBe(root);
      expect(names).toContain(span.attributes["peer.service"]);
    } else {
      expect([parent?.service, parent?.attributes["peer.service"]]).toEqual(["gateway", span.service]);
    }
  }
});

it("does not take over what a client says its request is part of", async () => {
  const mine = "4bf92f3577b34da6a3ce929d0e0e4736";
  const before = collector.spans.length;
  await graph.client.request(board, {}, { traceparent: `00-${mine}-00f067aa0ba902b7-01` });
  await eventually(async () => (collector.spans.length > before ? true : undefined));
  expect(collector.spans.filter(({ traceId }) => traceId === mine)).toEqual([]);
});

it("answers and ends as ever while the collector hangs", async () => {
  collector.hang();
  for (let at = 0; at < 5; at += 1) await graph.client.request(board);
  expect(await graph.interrupt()).toBe(0);
  expect(targets()).toEqual([]);
});

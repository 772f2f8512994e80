import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMetrics } from "./metrics";
import { type MetricsServer, serveMetrics } from "./serve-metrics";

const dataDirectory = mkdtempSync(join(tmpdir(), "graph-metrics-"));
afterAll(() => rmSync(dataDirectory, { recursive: true }));

const told: string[] = [];
const tell = (_fields: object, message: string) => void told.push(message);
const log = { info: tell, warn: tell, error: tell };
const problems: string[] = [];
const metrics = createMetrics("tasks", (_error, metric) => problems.push(metric));
const servers: MetricsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

function serve(port: number, directory?: string): MetricsServer {
  const server = serveMetrics({
    ...{ metrics, log, port, host: "127.0.0.1", service: "tasks", dataDirectory: directory },
  });
  servers.push(server);
  return server;
}

async function get(address: string, path: string, method = "GET"): Promise<[number, string, string | null]> {
  const response = await fetch(`http://${address}${path}`, { method });
  return [response.status, await response.text(), response.headers.get("content-type")];
}

it("serves metrics and version, and nothing else", async () => {
  const address = await serve(0).listening;
  const [status, text, type] = await get(address, "/metrics?a=b");
  expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  expect(text).toMatch(/^process_resident_memory_bytes\{service="tasks"\} \d+/m);
  const [, version] = await get(address, "/version");
  expect(JSON.parse(version)).toMatchObject({
    service: "tasks",
    version: "0.1.0",
    node: process.versions.node,
  });
  expect((await get(address, "/graphql"))[0]).toBe(404);
  expect((await get(address, "/metrics", "POST"))[0]).toBe(405);
});

it("goes on where one of its metrics cannot be read", async () => {
  metrics.readGauge({ name: "graph_broken", help: "Always breaks." }, () => {
    throw new Error("The database is away.");
  });
  metrics.readGauge({ name: "graph_none", help: "There is nothing to tell." }, () => []);
  metrics.readGauge({ name: "graph_whole", help: "Never breaks." }, () => [[{}, 3]]);
  const [status, text] = await get(await serve(0).listening, "/metrics");
  expect([status, problems]).toEqual([200, ["graph_broken"]]);
  expect(text.split("\n").filter((line) => line.startsWith("graph_"))).toEqual([
    'graph_whole{service="tasks"} 3',
  ]);
});

it("waits for a port that its predecessor has, and says so once", async () => {
  const first = serve(0);
  const address = await first.listening;
  told.length = 0;
  const second = serve(Number(address.split(":")[1]));
  while (told.length === 0) await new Promise(setImmediate);
  first.stop();
  expect(await second.listening).toBe(address);
  expect(told).toEqual(["metrics cannot be read for now: no port for them", "metrics can be read"]);
});

it("tells Prometheus where it is, and of processes that were killed no more", async () => {
  const folder = join(dataDirectory, "metrics");
  mkdirSync(folder);
  // Of a process that cannot be: numbers end before.
  writeFileSync(join(folder, "999999999.json"), "[]");
  writeFileSync(join(folder, "notes.txt"), "");
  const server = serve(0, dataDirectory);
  const address = await server.listening;
  const own = `${process.pid}.json`;
  expect(readdirSync(folder).sort()).toEqual([own, "notes.txt"].sort());
  expect(JSON.parse(readFileSync(join(folder, own), "utf8"))).toEqual([
    { targets: [address], labels: { service: "tasks", pid: String(process.pid) } },
  ]);
  server.stop();
  expect(existsSync(join(folder, own))).toBe(false);
});

it("serves where it cannot write where it is", async () => {
  told.length = 0;
  const address = await serve(0, "/dev/null/nowhere").listening;
  expect((await get(address, "/version"))[0]).toBe(200);
  expect(told).toEqual(["Prometheus is not told of this process"]);
});

it("hangs up on a scrape that is under way when it stops, and ends", async () => {
  const begun = Promise.withResolvers<void>();
  const own = createMetrics("tasks", () => undefined);
  own.readGauge({ name: "graph_slow", help: "Is never read." }, () => {
    begun.resolve();
    return new Promise(() => undefined);
  });
  const server = serveMetrics({ metrics: own, log, port: 0, host: "127.0.0.1", service: "tasks" });
  const scraped = get(await server.listening, "/metrics").then(
    () => "answered",
    () => "hung up",
  );
  await begun.promise;
  server.stop();
  expect(await scraped).toBe("hung up");
});

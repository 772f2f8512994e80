import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { fromRoot } from "../../shared/project/project-root";
import { boardQuery, smallQuery, subgraphSdls } from "./gateway/graph";
import { load } from "./gateway/load";
import { table } from "./measure";

/**
 * Ours, Apollo's with the standalone server, the same with an undici data source, and a program written by hand
 * that makes the same fetches: each in a process of its own on the first core, with the subgraphs and the clients
 * on the second, which bounds the fastest of them. Where others use the machine too, the ratio by processor time is
 * the one to go by. Five seconds for each row, after three to warm up: BENCH_SECONDS.
 */
export async function run(): Promise<void> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 5);
  const directory = mkdtempSync(join(tmpdir(), "bench-gateway-"));
  const subgraphs = start(1, "test/bench/gateway/subgraphs-main.js", []);
  const [urls] = (await once(subgraphs, "message")) as [Record<string, string>];
  const supergraphSdl = compose(urls);
  const file = join(directory, "supergraph.graphql");
  writeFileSync(file, supergraphSdl);
  const graph = { BENCH_GRAPH: JSON.stringify({ supergraphSdl, urls }) };
  const ours = { GATEWAY_PORT: "0", GATEWAY_IDENTITY: "off", LOG_LEVEL: "error", SUPERGRAPH: file };
  const contenders: [string, () => ChildProcess][] = [
    ["Apollo, standalone", () => start(0, "test/bench/gateway/contender-main.js", ["stock"], graph)],
    ["Apollo with undici", () => start(0, "test/bench/gateway/contender-main.js", ["undici"], graph)],
    ["ours", () => start(0, "gateway/main.js", [], ours)],
    ["written by hand", () => start(0, "test/bench/gateway/contender-main.js", ["floor"], graph)],
  ];
  const rows: (string | number)[][] = [];
  const baselines = new Map<string, { perSecond: number; used: number }>();
  try {
    for (const [name, begin] of contenders) {
      const child = begin();
      const [said] = await once(child, "message");
      const url = typeof said === "string" ? said : `${said.url}/graphql`;
      for (const [query, text] of [
        ["board", boardQuery],
        ["small", smallQuery],
      ] as const) {
        await load(url, text, 20, 3_000);
        for (const connections of [1, 20, 200]) {
          const before = processorMs(child);
          const { requests, perSecond, p50, p99, bytes, failures } = await load(
            url,
            text,
            connections,
            seconds * 1_000,
          );
          const used = (processorMs(child) - before) / requests;
          const baseline = baselines.get(`${query} ${connections}`) ?? { perSecond, used };
          baselines.set(`${query} ${connections}`, baseline);
          const ratios = [(perSecond / baseline.perSecond).toFixed(2), (baseline.used / used).toFixed(2)];
          rows.push([
            ...[name, query, connections, ...ratios, perSecond, used.toFixed(2), p50, p99, bytes],
            ...[memoryOf(child), failures],
          ]);
        }
      }
      child.kill();
      await once(child, "exit");
    }
  } finally {
    subgraphs.kill();
    rmSync(directory, { recursive: true });
  }
  const headings = ["gateway", "query", "connections", "× Apollo's", "× by processor time", "requests/s"];
  console.log(table([...headings, "processor ms each", "p50 ms", "p99 ms", "bytes", "MB", "failures"], rows));
}

/** A process of its own on one core, where the machine can pin. */
function start(
  core: number,
  file: string,
  args: string[],
  variables: Record<string, string> = {},
): ChildProcess {
  const command = [process.execPath, fromRoot("dist", ...file.split("/")), ...args];
  const env = { ...process.env, ...variables, NODE_ENV: "production" };
  return spawn("taskset", ["--cpu-list", String(core), ...command], {
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

function compose(urls: Record<string, string>): string {
  const { supergraphSdl, errors } = composeServices(
    [...subgraphSdls].map(([name, sdl]) => ({ name, url: urls[name] ?? "", typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`The bench's graph does not compose: ${errors?.join("\n")}`);
  return supergraphSdl;
}

/** Processor time that a process has used, in steps of 10 ms: what others on the machine do is not in it. */
function processorMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

import { execFileSync } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, startTasks, startUnits } from "./gateway-fixture";
import { type GatewayProcess, startGatewayProcess } from "./gateway-process";
import { postQuery } from "./gateway-request";
import type { StubSubgraph } from "./gateway-stub";

export const query = "{ units { name overdue } }";
export const answerOf = (suffix: string, overdue: number) => ({
  data: { units: ["Ba Đình", "Ngọc Hà"].map((name) => ({ name: name + suffix, overdue })) },
});

/** A gateway in a process of its own, a supergraph in a file, and subgraphs for it, two of which it begins with. */
export class GatewayProcessFixture {
  /** The gateway that was started last. */
  gateway: GatewayProcess | undefined;

  private constructor(
    private readonly directory: string,
    /** `units`, `tasks`, and the two as they are in another supergraph. */
    readonly stubs: StubSubgraph[],
  ) {}

  static async open(): Promise<GatewayProcessFixture> {
    const directory = await mkdtemp(join(tmpdir(), "graph-process-"));
    const stubs = await Promise.all([startUnits(), startTasks(), startUnits(" (new)"), startTasks(9)]);
    const fixture = new GatewayProcessFixture(directory, stubs);
    await fixture.deploy(compose(stubs.slice(0, 2)));
    return fixture;
  }

  /** Puts another supergraph in the place of the one that is there. */
  async deploy(text: string): Promise<void> {
    await writeFile(`${this.file}.new`, text);
    await rename(`${this.file}.new`, this.file);
  }

  /** Starts the gateway, and gives its URL when it is ready. */
  async start(variables: Record<string, string>): Promise<string> {
    const { firstReport } = this.run({ SUPERGRAPH_POLL_MS: "20", LOG_LEVEL: "error", ...variables });
    const first = await firstReport;
    if (first.kind !== "ready") throw new Error(JSON.stringify(first));
    return first.url;
  }

  /** Starts the gateway. */
  run(variables: Record<string, string>): GatewayProcess {
    this.gateway = startGatewayProcess({
      ...{ GATEWAY_PORT: "0", SUPERGRAPH: this.file, DATA_DIRECTORY: this.dataDirectory },
      ...variables,
    });
    return this.gateway;
  }

  async close(): Promise<void> {
    this.gateway?.terminate();
    await this.gateway?.ended;
    await Promise.all(this.stubs.map((stub) => stub.stop()));
    await rm(this.directory, { recursive: true });
  }

  get dataDirectory(): string {
    return join(this.directory, "data");
  }

  private get file(): string {
    return join(this.directory, "supergraph.graphql");
  }
}

/** The different answers to twelve requests, each over a connection of its own. */
export async function answers(url: string): Promise<unknown[]> {
  const bodies = new Set<string>();
  for (let index = 0; index < 12; index++) {
    const { body } = await postQuery(url, query, { headers: { connection: "close" } });
    bodies.add(JSON.stringify(body));
  }
  return [...bodies].map((body) => JSON.parse(body));
}

/** Process ids of a process's children. */
export function workersOf(pid: number): number[] {
  try {
    const output = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
    return output.trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}

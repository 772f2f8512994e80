import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, isGone, SupervisorBench } from "../support/processes/supervisor-run";

let bench: SupervisorBench;
beforeEach(() => {
  bench = new SupervisorBench();
});
afterEach(() => bench.cleanUp());

describe("replicas", () => {
  it("are as many processes as SUBGRAPH_REPLICAS says, on ports of their own, over one database", async () => {
    const run = bench.run({ SUBGRAPH_REPLICAS: "2" });
    const { gateway = "", alpha, ...others } = await run.isUp();
    const { environment } = await ask(gateway);
    const urls = environment.ALPHA_URL?.split(",") ?? [];
    expect(urls).toEqual([alpha, others["alpha-2"]]);
    const answers = await Promise.all(urls.map((url) => ask(url)));
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
    const databases = new Set(answers.map((answer) => answer.environment.ALPHA_DATABASE_URL));
    expect(databases.size).toBe(1);
    expect(existsSync(join(bench.dataDirectory, "logs", "alpha-2.log"))).toBe(true);
    expect(await run.interrupt()).toBe(0);
  });

  it("stand ten ports behind one another, and are told when they cannot", async () => {
    const run = bench.run({ SUBGRAPH_REPLICAS: "2", ALPHA_PORT: "54389", BETA_PORT: "54399" });
    expect([await run.exitCode, run.output]).toEqual([
      1,
      "alpha-2 and beta would both be at port 54399: set BETA_PORT to another.\n",
    ]);
  });
});

describe("a restart of everything", () => {
  it("replaces each process by one that is ready before it ends", async () => {
    const run = bench.run({ SUBGRAPH_REPLICAS: "2" });
    const urls = Object.values(await run.isUp());
    const pids = async () => (await Promise.all(urls.map((url) => ask(url)))).map(({ pid }) => pid);
    const before = await pids();
    const outcomes = new Set<string>();
    let isOver = false;
    const clients = urls.map(async (url) => {
      while (!isOver) {
        const answer = fetch(url).then((response) => (response.ok ? "answered" : "refused"));
        outcomes.add(await answer.catch((error: Error) => JSON.stringify(error.cause)));
      }
    });
    process.kill(run.pid, "SIGHUP");
    await run.shows(/Every process was restarted in/);
    isOver = true;
    await Promise.all(clients);
    expect([...outcomes].filter((outcome) => outcome.includes("ECONNREFUSED"))).toEqual([]);
    expect(outcomes).toContain("answered");
    const after = await pids();
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    for (const pid of before) await isGone(pid);
    expect(await run.interrupt()).toBe(0);
    for (const pid of after) await isGone(pid);
  });

  it("leaves what cannot be started anew as it was", async () => {
    const run = bench.run();
    const { alpha, beta } = await run.isUp();
    const before = [(await ask(alpha)).pid, (await ask(beta)).pid];
    writeFileSync(join(bench.dataDirectory, "alpha.broken"), "");
    process.kill(run.pid, "SIGHUP");
    await run.shows(
      /alpha goes on as it was, and what was to follow it: its successor has ended \(exit code 3\)\./,
    );
    expect([(await ask(alpha)).pid, (await ask(beta)).pid]).toEqual(before);
    expect(await run.interrupt()).toBe(0);
  });
});

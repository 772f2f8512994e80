import { eventually } from "../support/gateway/gateway-request";
import { ask, isGone, SupervisorBench } from "../support/processes/supervisor-run";

let bench: SupervisorBench;
beforeEach(() => {
  bench = new SupervisorBench();
});
afterEach(() => bench.cleanUp());

/** What answers at a place after another process did. */
const successorAt = (url: string, before: number) =>
  eventually(async () => {
    const answer = await ask(url).catch(() => undefined);
    return answer && answer.pid !== before ? answer : undefined;
  });

it("takes the place of a subgraph's process that dies, with that one's environment alone, and is followed by another", async () => {
  const run = bench.run({ STANDBY_PROCESSES: "1" });
  const { alpha = "", beta = "" } = await run.isUp();
  const first = await ask(alpha);
  expect(first.environment).not.toHaveProperty("STUB_SPARE_URL");
  process.kill(first.pid, "SIGKILL");
  const second = await successorAt(alpha, first.pid);
  expect(second.environment).toMatchObject({ STUB_STANDBY_URL: "a standby" });
  expect(second.environment.ALPHA_DATABASE_URL).toBe(first.environment.ALPHA_DATABASE_URL);
  expect(second.environment).not.toHaveProperty("BETA_DATABASE_URL");

  const other = await ask(beta);
  const third = await eventually(async () => {
    const { pid } = await ask(beta);
    process.kill(pid, "SIGKILL");
    const answer = await successorAt(beta, pid);
    return answer.environment.STUB_STANDBY_URL ? answer : undefined;
  });
  expect(third.environment.BETA_DATABASE_URL).toBe(other.environment.BETA_DATABASE_URL);
  expect(await run.interrupt()).toBe(0);
  for (const { pid } of [second, third]) await isGone(pid);
});

it("takes the gateway's place, too", async () => {
  const run = bench.run({ STANDBY_PROCESSES: "1" });
  const { gateway = "" } = await run.isUp();
  const first = await ask(gateway);
  process.kill(first.pid, "SIGKILL");
  const second = await successorAt(gateway, first.pid);
  expect(second.environment).toEqual({ ...first.environment, STUB_STANDBY_URL: "a standby" });
  expect(await run.interrupt()).toBe(0);
});

it("is none where none is wanted", async () => {
  const run = bench.run({ STANDBY_PROCESSES: "0" });
  const { alpha = "" } = await run.isUp();
  const { pid } = await ask(alpha);
  process.kill(pid, "SIGKILL");
  expect((await successorAt(alpha, pid)).environment).not.toHaveProperty("STUB_SPARE_URL");
  expect(await run.interrupt()).toBe(0);
});

import "../../gateway/config/environment";
import { startTasks } from "../support/gateway/gateway-fixture";
import {
  answerOf,
  answers,
  GatewayProcessFixture,
  query,
  workersOf,
} from "../support/gateway/gateway-process-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";
import { targetsIn } from "../support/processes/metrics-targets";

let fixture: GatewayProcessFixture;
beforeEach(async () => {
  fixture = await GatewayProcessFixture.open();
});
afterEach(() => fixture.close());

it("asks the replicas of a subgraph, and none of them for one that is gone", async () => {
  const twin = await startTasks();
  fixture.stubs.push(twin);
  const url = await fixture.start({
    TASKS_URL: `${fixture.stubs[1]?.url}, ${twin.url}`,
    GATEWAY_IDENTITY: "off",
  });
  const ask = async (times: number, text = query) => {
    const seen = new Set<string>();
    for (let index = 0; index < times; index += 1)
      seen.add(JSON.stringify((await postQuery(url, text)).body));
    return [...seen].map((body): unknown => JSON.parse(body));
  };
  expect(await ask(6)).toEqual([answerOf("", 3)]);
  const [first = 0, second] = [fixture.stubs[1]?.requests.length, twin.requests.length];
  // By turns; what else the gateway asks of them, such as their state, takes a turn as well.
  expect(first + second).toBe(6);
  expect(Math.min(first, second)).toBeGreaterThan(1);
  await fixture.stubs[1]?.stop();
  expect(await ask(6)).toEqual([answerOf("", 3)]);
  expect(await ask(3, "mutation { closeTask }")).toEqual([{ data: { closeTask: 1 } }]);
  expect(twin.requests.length).toBe(second + 9);
});

describe("workers", () => {
  it("have metrics of their own each, and their primary counts those that died", async () => {
    await fixture.start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const { pid = 0 } = fixture.gateway ?? {};
    const services = () =>
      targetsIn(fixture.dataDirectory)
        .map(({ service }) => service)
        .sort();
    const both = ["gateway", "gateway", "gateway-primary"];
    await eventually(async () => (services().length === both.length ? true : undefined));
    expect(services()).toEqual(both);
    process.kill(workersOf(pid)[0] ?? 0, "SIGKILL");
    const text = await eventually(async () => {
      const primary = targetsIn(fixture.dataDirectory).find(({ service }) => service === "gateway-primary");
      const response = await fetch(`http://${primary?.address}/metrics`);
      const told = await response.text();
      return /^graph_gateway_worker_deaths_total\{.*\} 1$/m.test(told) && /"ready".*\} 2$/m.test(told)
        ? told
        : undefined;
    });
    expect(text).toMatch(/^graph_gateway_workers\{state="alive",service="gateway-primary"\} 2$/m);
    // Whoever was killed is told of no more once its successor has told of itself.
    expect(services()).toEqual(both);
  });

  it("fail none but its own requests when one is killed, and are one less for no longer than it takes to start", async () => {
    const url = await fixture.start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const { pid = 0 } = fixture.gateway ?? {};
    const workers = workersOf(pid);
    const asked = Promise.withResolvers<void>();
    const release: (() => void)[] = [];
    fixture.stubs[1]?.misbehave((response) => {
      release.push(() => sendJson(response, { data: { overdueTasks: 7 } }));
      if (release.length === 8) asked.resolve();
    });
    // Connections are dealt out to whoever is free, so that each worker has some; equal requests would share a run.
    const waiting = Array.from({ length: 8 }, (_, index) =>
      postQuery(url, `{ overdueTasks } # ${index}`, { headers: { connection: "close" } }).then(
        ({ body }) => body,
        () => "hung up",
      ),
    );
    await asked.promise;
    process.kill(workers[0] ?? 0, "SIGKILL");
    await eventually(async () => (workersOf(pid).includes(workers[0] ?? 0) ? undefined : true));
    for (const answer of release) answer();
    const outcomes = new Set((await Promise.all(waiting)).map((outcome) => JSON.stringify(outcome)));
    expect([...outcomes].sort()).toEqual(['"hung up"', '{"data":{"overdueTasks":7}}']);
    fixture.stubs[1]?.misbehave(undefined);
    expect(await answers(url)).toEqual([answerOf("", 3)]);
    await eventually(async () => (workersOf(pid).length === 2 ? true : undefined));
  });

  it("are replaced when they hang", async () => {
    const url = await fixture.start({ GATEWAY_WORKERS: "2", HANG_LIMIT_MS: "1000" });
    const { pid = 0 } = fixture.gateway ?? {};
    const [hung = 0] = workersOf(pid);
    process.kill(hung, "SIGSTOP");
    await eventually(async () => {
      const now = workersOf(pid);
      return now.length === 2 && !now.includes(hung) ? true : undefined;
    });
    expect(await answers(url)).toEqual([answerOf("", 3)]);
  });

  it("are replaced one after the other when the supervisor says so, and nobody is refused", async () => {
    const url = await fixture.start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const { pid = 0 } = fixture.gateway ?? {};
    const before = workersOf(pid);
    const seen = new Set<string>();
    let isOver = false;
    const clients = Array.from({ length: 4 }, async (_, index) => {
      const headers: Record<string, string> = index % 2 === 0 ? { connection: "close" } : {};
      while (!isOver) {
        const answer = postQuery(url, query, { headers });
        seen.add(
          JSON.stringify(
            await answer.then(
              ({ body }) => body,
              (error: Error) => String(error.cause),
            ),
          ),
        );
      }
    });
    expect(await fixture.gateway?.renew()).toEqual({ kind: "renewed" });
    isOver = true;
    await Promise.all(clients);
    expect([...seen].map((text) => JSON.parse(text))).toEqual([answerOf("", 3)]);
    const after = workersOf(pid);
    expect([after.length, after.filter((one) => before.includes(one))]).toEqual([2, []]);
  });
});

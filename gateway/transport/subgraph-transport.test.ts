import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../shared/base/clock/clock";
import { eventually } from "../../test/support/gateway/gateway-request";
import { createCircuitBreaker } from "./circuit-breaker";
import { wasSent } from "./not-sent";
import { Replica } from "./replica";
import { createRetryBudget } from "./retry-budget";
import { createSubgraphClient } from "./subgraph-client";
import { createSubgraphTransport, type SubgraphTransport } from "./subgraph-transport";

/** A process of a subgraph: how often it was asked, and what it does then. */
interface Process {
  asked: number;
  answer(response: ServerResponse): void;
  server: Server;
}

const right = (response: ServerResponse) => response.end('{"data":{"a":1}}');
const reset = (response: ServerResponse) => response.destroy();
const cutOff = (response: ServerResponse) => {
  response.writeHead(200, { "content-length": "16" });
  response.write('{"data"', () => response.destroy());
};
const stopping = (response: ServerResponse) => response.writeHead(503).end("stopping");

let processes: [Process, Process];
let transport: SubgraphTransport;
beforeEach(async () => {
  processes = [await startProcess(), await startProcess()];
  const replicas = processes.map(({ server }) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const client = createSubgraphClient({ url, timeoutMs: 60_000, maxAnswerBytes: 1_000 });
    return new Replica(client, createCircuitBreaker({ failures: 2, pauseMs: 60_000, clock: systemClock }));
  });
  transport = createSubgraphTransport(replicas, createRetryBudget());
});
afterEach(async () => {
  for (const one of processes) await stop(one);
  await transport.close();
});

async function startProcess(): Promise<Process> {
  const process: Process = { asked: 0, answer: right, server: createServer() };
  process.server.on("request", (_request, response) => {
    process.asked += 1;
    process.answer(response);
  });
  await new Promise<void>((resolve) => process.server.listen(0, "127.0.0.1", resolve));
  return process;
}

async function stop({ server }: Process): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

const send = (isMutation: boolean) =>
  transport.send({ body: "{}", headers: [], isMutation, expected: undefined, cancellation: undefined });
const query = () => send(false);
const mutation = () => send(true);
const asked = () => processes.map((one) => one.asked);
/** Sends so many, one after the other; what each came to. */
async function inTurn(count: number, one: () => Promise<{ data?: unknown }>): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let index = 0; index < count; index += 1)
    answers.push(
      await one().then(
        ({ data }) => data,
        (error: unknown) => (wasSent(error) ? "sent" : "not sent"),
      ),
    );
  return answers;
}
const all = (count: number) => Array.from({ length: count }, () => ({ a: 1 }));

it("shares fetches between its replicas", async () => {
  expect(await inTurn(10, query)).toEqual(all(10));
  expect(asked()).toEqual([5, 5]);
});

it.each([
  ["reset", reset],
  ["closed before the answer was whole", cutOff],
  ["answered with 503 by a process that stops", stopping],
])(
  "sends a query whose connection was %s to another replica, and the next ones there at once",
  async (_, how) => {
    processes[0].answer = how;
    expect(await inTurn(10, query)).toEqual(all(10));
    expect(asked()).toEqual([1, 10]);
  },
);

it("sends a query twice at most", async () => {
  for (const one of processes) one.answer = reset;
  await expect(query()).rejects.toThrow();
  expect(asked()).toEqual([1, 1]);
});

it("sends a mutation that nobody took to another replica, and no other", async () => {
  await stop(processes[0]);
  expect(await inTurn(4, mutation)).toEqual(all(4));
  expect(asked()).toEqual([0, 4]);
  processes[1].answer = reset;
  // Both are lost; the breaker of the one that takes requests lets two of them through.
  expect(await inTurn(3, mutation)).toEqual(["sent", "sent", "not sent"]);
});

it("never sends a mutation again that may have been made", async () => {
  for (const one of processes) one.answer = reset;
  expect(await inTurn(2, mutation)).toEqual(["sent", "sent"]);
  expect(asked()).toEqual([1, 1]);
});

it("leaves a replica alone that answers nonsense, and only that one", async () => {
  processes[0].answer = (response) => response.end("nonsense");
  const answers = await inTurn(10, query);
  expect(answers.filter((answer) => answer === "sent").length).toBe(2);
  expect(asked()).toEqual([2, 8]);
});

it("asks a replica that hangs no more while it does", async () => {
  let hanging: ServerResponse | undefined;
  processes[0].answer = (response) => {
    hanging = response;
  };
  const both = Promise.all([query(), query()]);
  await eventually(async () => hanging);
  expect(await inTurn(8, query)).toEqual(all(8));
  expect(asked()).toEqual([1, 9]);
  if (hanging) right(hanging);
  expect((await both).map(({ data }) => data)).toEqual(all(2));
});

it("takes a replica back that was found again", async () => {
  processes[0].answer = reset;
  let lost = 0;
  for (const replica of transport.replicas) replica.onLost = () => (lost += 1);
  await inTurn(4, query);
  expect([lost, transport.replicas.filter(({ isLost }) => isLost).length]).toEqual([1, 1]);
  processes[0].answer = right;
  for (const replica of transport.replicas) replica.found();
  const before = processes[0].asked;
  await inTurn(4, query);
  expect(processes[0].asked - before).toBe(2);
});

it("gives a replica that has just begun one fetch at a time, until it is warm", async () => {
  const waiting: ServerResponse[] = [];
  for (const one of processes) one.answer = (response) => waiting.push(response);
  const [first, second] = transport.replicas;
  first?.client.onLeave();
  const answers = Array.from({ length: 9 }, query);
  await eventually(async () => (waiting.length === 9 ? true : undefined));
  expect(asked()).toEqual([1, 8]);
  for (const response of waiting) right(response);
  expect((await Promise.all(answers)).map(({ data }) => data)).toEqual(all(9));
  for (const one of processes) one.answer = right;
  // It is the better one as long as it has nothing to do, and so it soon is warm.
  await inTurn(100, query);
  for (const one of processes) one.answer = (response) => waiting.push(response);
  waiting.length = 0;
  const before = asked();
  const more = Array.from({ length: 8 }, query);
  await eventually(async () => (waiting.length === 8 ? true : undefined));
  expect(asked().map((count, index) => count - (before[index] ?? 0))).toEqual([4, 4]);
  for (const response of waiting) right(response);
  await Promise.all(more);
  expect(second?.isLost).toBe(false);
});

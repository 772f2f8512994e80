import "../../gateway/config/environment";
import type { ServerResponse } from "node:http";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { type StubSubgraph, sendJson } from "../support/gateway/gateway-stub";
import { errorAt, reset, right, unknownAt, withTasks } from "../support/gateway/misbehaviours";

let fixture: GatewayFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function start(overrides: Parameters<typeof startFixture>[0] = {}): Promise<GatewayFixture> {
  fixture = await startFixture(overrides);
  return fixture;
}

describe("a connection that is lost", () => {
  it("is made again once for a query", async () => {
    const { gateway, tasks } = await start();
    const answers = [reset, right];
    tasks.misbehave((response, request) => answers.shift()?.(response, request));
    expect((await postQuery(gateway.url, withTasks)).body).toEqual({
      data: { unit: { name: "Ba Đình", overdue: 3 } },
    });
    expect(tasks.requests.length).toBe(2);
  });

  it("is not made again for a mutation", async () => {
    const { gateway, tasks } = await start();
    tasks.misbehave(reset);
    expect((await postQuery(gateway.url, "mutation { closeTask }")).body).toEqual({
      data: { closeTask: null },
      errors: [unknownAt("closeTask")],
    });
    expect(tasks.requests.length).toBe(1);
  });

  it("is made again for a fifth of the queries, and the first, when it is lost each time", async () => {
    const { gateway, tasks } = await start();
    tasks.misbehave(reset);
    for (let index = 0; index < 20; index++) await postQuery(gateway.url, "{ overdueTasks }");
    expect(tasks.requests.length).toBe(20 + 5);
  });
});

describe("connections to a subgraph", () => {
  it("are kept while the subgraph says that it keeps them", async () => {
    const { gateway, tasks } = await start();
    const sockets = watchSockets(tasks, (response) => response.setHeader("keep-alive", "timeout=60"));
    for (let index = 0; index < 3; index++) await postQuery(gateway.url, "{ overdueTasks }");
    expect([sockets.size, tasks.requests.length]).toEqual([1, 3]);
  });

  it("are not used again when the subgraph is about to close them", async () => {
    const { gateway, tasks } = await start();
    const sockets = watchSockets(tasks, (response) => response.setHeader("keep-alive", "timeout=1"));
    for (let index = 0; index < 3; index++) await postQuery(gateway.url, "mutation { closeTask }");
    expect([sockets.size, tasks.requests.length]).toEqual([3, 3]);
  });

  it.each([
    ["{ overdueTasks }", { data: { overdueTasks: 7 } }, 3],
    ["mutation { closeTask }", { data: { closeTask: null }, errors: [unknownAt("closeTask")] }, 2],
  ])(
    "that are closed on us after all cost a query nothing, and are not risked twice for a mutation: %s",
    async (query, expected, times) => {
      const { gateway, tasks } = await start();
      const used = new WeakSet<object>();
      tasks.misbehave((response, { socket }) => {
        if (used.has(socket)) return void socket.destroy();
        used.add(socket);
        sendJson(response, { data: { overdueTasks: 7, closeTask: 1 } });
      });
      await postQuery(gateway.url, "{ overdueTasks }");
      expect((await postQuery(gateway.url, query)).body).toEqual(expected);
      expect(tasks.requests.length).toBe(times);
    },
  );

  it("are 64 at most, and the other requests wait for them", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const sockets = new Set<unknown>();
    const waiting: ServerResponse[] = [];
    tasks.misbehave((response, { socket }) => {
      sockets.add(socket);
      waiting.push(response);
      // Nobody is answered before all connections are taken.
      if (sockets.size >= 64) for (const each of waiting.splice(0)) right(each, each.req);
    });
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => postQuery(gateway.url, "{ overdueTasks }")),
    );
    expect(answers.map(({ body }) => body)).toEqual(
      Array.from({ length: 200 }, () => ({ data: { overdueTasks: 7 } })),
    );
    expect([sockets.size, tasks.requests.length]).toEqual([64, 200]);
  });

  /** The sockets that a stub is asked over; `prepare` sees each answer before it is sent. */
  function watchSockets(
    { misbehave }: Pick<StubSubgraph, "misbehave">,
    prepare: (response: ServerResponse) => void,
  ): Set<unknown> {
    const sockets = new Set<unknown>();
    misbehave((response, { socket }) => {
      sockets.add(socket);
      prepare(response);
      sendJson(response, { data: { overdueTasks: 7, closeTask: 1 } });
    });
    return sockets;
  }
});

describe("a subgraph that fails again and again", () => {
  it("is left alone after five failures in a row, then tried by one request, and used again", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_BREAKER_FAILURES: 5, SUBGRAPH_BREAKER_PAUSE_MS: 200 });
    tasks.misbehave((response) => sendJson(response, {}));
    for (let index = 0; index < 8; index++) {
      const { body, headers } = await postQuery(gateway.url, "{ overdueTasks }");
      const error = errorAt("overdueTasks");
      // Whoever is kept away is told for how long.
      const until = index < 5 ? {} : { retryAfter: 1 };
      const errors = [{ ...error, extensions: { ...error.extensions, ...until } }];
      expect(body).toEqual({ data: { overdueTasks: null }, errors });
      expect(headers.get("retry-after")).toBe(index < 5 ? null : "1");
    }
    expect(tasks.requests.length).toBe(5);
    tasks.misbehave(undefined);
    const answer = await eventually(async () => {
      const { body } = await postQuery(gateway.url, "{ overdueTasks }");
      return JSON.stringify(body) === '{"data":{"overdueTasks":7}}\n' || "errors" in Object(body)
        ? undefined
        : body;
    });
    expect(answer).toEqual({ data: { overdueTasks: 7 } });
    expect(tasks.requests.length).toBe(6);
  });
});

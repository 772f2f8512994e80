import "../../gateway/config/environment";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { type Misbehaviour, type StubSubgraph, sendJson } from "../support/gateway/gateway-stub";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

const withTasks = '{ unit(code: "00004") { name overdue } }';
const reset: Misbehaviour = (response) => response.destroy();
const never: Misbehaviour = () => {};
const right: Misbehaviour = (response) =>
  sendJson(response, { data: { _entities: [{ overdue: 3 }], overdueTasks: 7 } });

let fixture: GatewayFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function start(overrides: Parameters<typeof startFixture>[0] = {}): Promise<GatewayFixture> {
  fixture = await startFixture(overrides);
  return fixture;
}

const errorAt = (...path: (string | number)[]) => ({
  message: "The subgraph tasks does not answer as it should now; try again shortly.",
  path,
  extensions: { code: "SERVICE_UNAVAILABLE" },
});

/** Of a change that was sent. */
const unknownAt = (...path: (string | number)[]) => ({
  message:
    "The change was sent to the subgraph tasks, and its outcome did not come back: it may have been made. " +
    "Send it again with the same idempotencyKey, or read what was to be changed.",
  path,
  extensions: { code: "OUTCOME_UNKNOWN" },
});

/** Of a change that was not. */
const notSentAt = (...path: (string | number)[]) => ({
  message:
    "The change was not sent to the subgraph tasks, which does not answer now; nothing was changed. Try again shortly.",
  path,
  extensions: { code: "SERVICE_UNAVAILABLE" },
});

const timedOutAt = (...path: (string | number)[]) => ({
  message: "The subgraph tasks did not answer in time; narrow the question with a filter or a smaller page.",
  path,
  extensions: { code: "QUERY_TIMEOUT" },
});

describe("entities", () => {
  // Apollo's executor tells of it once, and nowhere.
  itWithOwnExecutor.each([
    ["fewer", [{ overdue: 1 }]],
    ["more", [{ overdue: 1 }, { overdue: 2 }, { overdue: 3 }]],
    ["none, but an object", {}],
  ])("that are %s than were asked for are refused, at each place", async (_case, entities) => {
    const { gateway, tasks } = await start();
    tasks.misbehave((response) => sendJson(response, { data: { _entities: entities } }));
    const { body } = await postQuery(gateway.url, "{ units { name overdue } }");
    expect(body).toEqual({
      data: {
        units: [
          { name: "Ba Đình", overdue: null },
          { name: "Ngọc Hà", overdue: null },
        ],
      },
      errors: [errorAt("units", 0, "overdue"), errorAt("units", 1, "overdue")],
    });
  });
});

describe("fields that were asked for and are not in the answer", () => {
  const masked = (...path: (string | number)[]) => ({
    message: "Something failed on our side; the request id finds it in the log.",
    path,
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "trace-3" },
  });
  const bothUnits = (overdue: unknown[]) => ({
    units: ["Ba Đình", "Ngọc Hà"].map((name, index) => ({ name, overdue: overdue[index] })),
  });
  const cases: [string, string, object, object][] = [
    [
      "of the query",
      "{ overdueTasks units { code } }",
      { data: {} },
      {
        data: { overdueTasks: null, units: [{ code: "00004" }, { code: "00008" }] },
        errors: [masked("overdueTasks")],
      },
    ],
    [
      "of one entity",
      "{ units { name overdue } }",
      { data: { _entities: [{}, { overdue: 2 }] } },
      { data: bothUnits([null, 2]), errors: [masked("units", 0, "overdue")] },
    ],
    [
      "of an entity that is no object",
      "{ units { name overdue } }",
      { data: { _entities: [5, { overdue: 2 }] } },
      { data: bothUnits([null, 2]), errors: [masked("units", 0, "overdue")] },
    ],
    [
      "of an entity beside one that the subgraph does not know",
      "{ units { name overdue } }",
      { data: { _entities: [null, {}] } },
      { data: bothUnits([null, null]), errors: [masked("units", 1, "overdue")] },
    ],
    [
      "of an entity with an error that tells why",
      "{ units { name overdue } }",
      {
        data: { _entities: [{}, { overdue: 2 }] },
        errors: [{ message: "no", path: ["_entities", 0, "overdue"], extensions: { code: "FORBIDDEN" } }],
      },
      {
        data: bothUnits([null, 2]),
        errors: [{ message: "no", path: ["units", 0, "overdue"], extensions: { code: "FORBIDDEN" } }],
      },
    ],
  ];
  // Apollo's executor leaves nulls and tells nobody.
  itWithOwnExecutor.each(cases)(
    "are told of, each at its place: %s",
    async (_case, query, answer, expected) => {
      const { gateway, tasks } = await start();
      tasks.misbehave((response) => sendJson(response, answer));
      const { body } = await postQuery(gateway.url, query, { headers: { "x-request-id": "trace-3" } });
      expect(body).toEqual(expected);
    },
  );
});

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

describe("a mutation", () => {
  const mutation = "mutation { closeTask }";

  it("that is not answered in time may have been made", async () => {
    const { gateway, tasks } = await start();
    tasks.misbehave(never);
    expect((await postQuery(gateway.url, mutation)).body).toEqual({
      data: { closeTask: null },
      errors: [unknownAt("closeTask")],
    });
    expect(tasks.requests.length).toBe(1);
  });

  it("that was answered with nonsense may have been made", async () => {
    const { gateway, tasks } = await start();
    tasks.misbehave((response) => response.end("made!"));
    expect((await postQuery(gateway.url, mutation)).body).toEqual({
      data: { closeTask: null },
      errors: [unknownAt("closeTask")],
    });
  });

  it("that nobody could be sent was not, and the next one neither while the subgraph is left alone", async () => {
    const { gateway, tasks } = await start({
      SUBGRAPH_BREAKER_FAILURES: 1,
      SUBGRAPH_BREAKER_PAUSE_MS: 60_000,
    });
    await tasks.stop();
    const answers = [await postQuery(gateway.url, mutation), await postQuery(gateway.url, mutation)];
    expect(answers.map(({ body }) => body)).toEqual([
      { data: { closeTask: null }, errors: [notSentAt("closeTask")] },
      {
        data: { closeTask: null },
        errors: [
          {
            ...notSentAt("closeTask"),
            extensions: { code: "SERVICE_UNAVAILABLE", retryAfter: expect.any(Number) },
          },
        ],
      },
    ]);
    expect(Number(answers[1]?.headers.get("retry-after"))).toBeGreaterThan(50);
  });

  itWithOwnExecutor("of two, when the time is up, says of each whether it may have been made", async () => {
    const { gateway, tasks } = await start({ REQUEST_TIMEOUT_MS: 300, SUBGRAPH_TIMEOUT_MS: 60_000 });
    tasks.misbehave(never);
    // One fetch brings neighbours of one subgraph; the note of another lies between.
    const { body } = await postQuery(gateway.url, "mutation { a: closeTask b: closeTask }");
    expect(body).toMatchObject({ errors: [{ extensions: { code: "OUTCOME_UNKNOWN" } }, {}] });
  });
});

describe("questions that take too long", () => {
  it("keep nobody away from a subgraph that answers others", async () => {
    const { gateway, tasks } = await start({
      SUBGRAPH_BREAKER_FAILURES: 3,
      SUBGRAPH_BREAKER_PAUSE_MS: 60_000,
    });
    tasks.misbehave((response, request) => {
      // Asked for entities, it takes for ever.
      const isSlow = tasks.requests.at(-1)?.query.includes("_entities");
      if (!isSlow) right(response, request);
    });
    for (let round = 0; round < 5; round += 1) {
      const slow = postQuery(gateway.url, withTasks);
      await eventually(async () => (tasks.requests.at(-1)?.query.includes("_entities") ? true : undefined));
      expect((await postQuery(gateway.url, "{ overdueTasks }")).body).toEqual({ data: { overdueTasks: 7 } });
      expect((await slow).body).toMatchObject({ errors: [timedOutAt("unit", "overdue")] });
    }
    expect((await postQuery(gateway.url, "{ overdueTasks }")).body).toEqual({ data: { overdueTasks: 7 } });
  });
});

describe("a subgraph that hangs", () => {
  it("holds up nobody who does not need it, however many large answers wait for it", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const needsIt = "{ note(length: 60000) overdueTasks }";
    const doesNot = "{ note(length: 90000) }";
    // Known, and how much they hold as well.
    for (const query of [needsIt, doesNot]) await postQuery(gateway.url, query);
    const hanging: ServerResponse[] = [];
    tasks.misbehave((response) => hanging.push(response));
    let answered = 0;
    const waiting = Array.from({ length: 40 }, () =>
      postQuery(gateway.url, needsIt).then(() => {
        answered++;
      }),
    );
    await eventually(async () => (hanging.length === 40 ? true : undefined));
    const others = await Promise.all(Array.from({ length: 10 }, () => postQuery(gateway.url, doesNot)));
    expect(others.map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, () => ({ data: { note: "x".repeat(90_000) } })),
    );
    expect(answered).toBe(0);
    for (const response of hanging) right(response, response.req);
    await Promise.all(waiting);
  });
});

describe("time", () => {
  it("that a whole request may take ends its fetches, and what the others brought is delivered", async () => {
    const { gateway, tasks } = await start({ REQUEST_TIMEOUT_MS: 1500, SUBGRAPH_TIMEOUT_MS: 60_000 });
    const closed = Promise.withResolvers<void>();
    tasks.misbehave((response) => response.once("close", () => closed.resolve()));
    expect((await postQuery(gateway.url, withTasks)).body).toEqual({
      data: { unit: { name: "Ba Đình", overdue: null } },
      errors: [timedOutAt("unit", "overdue")],
    });
    await closed.promise;
  });

  it("is not spent on a client that has gone", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    tasks.misbehave((response) => {
      response.once("close", () => closed.resolve());
      asked.resolve();
    });
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: withTasks }),
      signal: client.signal,
    }).catch((error: Error) => error.name);
    await asked.promise;
    client.abort();
    expect(await answer).toBe("AbortError");
    await closed.promise;
  });

  it("is given to a mutation whose client has gone, so that it ends as it began", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const asked = Promise.withResolvers<ServerResponse<IncomingMessage>>();
    tasks.misbehave((response) => asked.resolve(response));
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "mutation { a: closeTask b: closeTask }" }),
      signal: client.signal,
    }).catch((error: Error) => error.name);
    const response = await asked.promise;
    client.abort();
    await answer;
    // The gateway stays usable, and has not hung up on the subgraph meanwhile.
    await postQuery(gateway.url, "{ __typename }");
    expect(response.destroyed).toBe(false);
    tasks.misbehave(undefined);
    sendJson(response, { data: { a: 1, b: 1 } });
  });

  it("of a subgraph that never answers is up before the request's", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 1000 });
    tasks.misbehave(never);
    expect((await postQuery(gateway.url, "{ overdueTasks units { code } }")).body).toEqual({
      data: { overdueTasks: null, units: [{ code: "00004" }, { code: "00008" }] },
      errors: [timedOutAt("overdueTasks")],
    });
    expect(tasks.requests.length).toBe(1);
  });
});

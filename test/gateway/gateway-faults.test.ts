import "../../gateway/config/environment";
import type { ServerResponse } from "node:http";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";
import { errorAt, never, notSentAt, right, unknownAt } from "../support/gateway/misbehaviours";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

let fixture: GatewayFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function start(overrides: Parameters<typeof startFixture>[0] = {}): Promise<GatewayFixture> {
  fixture = await startFixture(overrides);
  return fixture;
}

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

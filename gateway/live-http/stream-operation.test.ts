import { createClient } from "graphql-sse";
import { GraphError } from "../../shared/base/errors/graph-error";
import { token } from "../../test/support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../../test/support/gateway/gateway-request";
import { rawRequest } from "../../test/support/gateway/raw-request";
import { type LiveFixture, startLiveFixture } from "../../test/support/live/live-fixture";
import { readBlocks, take, takeAll } from "../../test/support/live/read-blocks";

const subscription = "subscription Board { overdueTasks }";
const events = "text/event-stream";
/** As Apollo Client sends it. */
const parts = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json";

let fixture: LiveFixture;

beforeAll(async () => {
  fixture = await startLiveFixture({ pingMs: 40 }, { CORS_ORIGINS: ["https://page.test"] });
});
afterAll(() => fixture.stop());
afterEach(() => fixture.live.running(0));

function ask(query: string, accept: string, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept, ...headers },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
}

/** Without what is sent so that a connection is not silent. */
async function* withoutPings(blocks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const block of blocks) if (block !== ":") yield block;
}

describe("events", () => {
  it("are a live query's answers as they come, and an end", async () => {
    const { live } = fixture;
    const response = await ask(subscription, events, { origin: "https://page.test" });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "https://page.test",
      "x-content-type-options": "nosniff",
      vary: "Origin, accept",
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    const blocks = withoutPings(readBlocks(response.body));
    expect(await take(blocks, 1)).toEqual(["retry"]);
    await live.running(1);
    live.answer({ data: { overdueTasks: 7 } });
    expect(await take(blocks, 1)).toEqual(['event: next\ndata: {"data":{"overdueTasks":7}}']);
    live.answer({ data: { overdueTasks: 8 } });
    expect(await take(blocks, 1)).toEqual(['event: next\ndata: {"data":{"overdueTasks":8}}']);
    live.end();
    expect(await takeAll(blocks)).toEqual(["event: complete\ndata:"]);
  });

  it("come for a query and a mutation as well, by POST and, where nothing changes, by GET", async () => {
    const all = async (response: Response) => takeAll(withoutPings(readBlocks(response.body)));
    const answer = (data: object) => [
      "retry",
      `event: next\ndata: ${JSON.stringify({ data })}`,
      "event: complete\ndata:",
    ];
    expect(await all(await ask("{ overdueTasks }", events))).toEqual(answer({ overdueTasks: 7 }));
    expect(await all(await ask("mutation { closeTask }", events))).toEqual(answer({ closeTask: 1 }));
    const get = (query: string) =>
      fetch(`${fixture.gateway.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { accept: events },
      });
    expect(await all(await get("{ overdueTasks }"))).toEqual(answer({ overdueTasks: 7 }));
    const [, refused] = await all(await get("mutation { closeTask }"));
    expect(JSON.parse(refused?.split("data: ")[1] ?? "")).toMatchObject({
      errors: [{ extensions: { code: "METHOD_NOT_ALLOWED" } }],
    });
  });

  it.each([
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["query {", "GRAPHQL_PARSE_FAILED"],
    ["subscription { refused }", "QUERY_TOO_COMPLEX"],
  ])("tell what is wrong with %s, for browsers show no body of an error", async (query, code) => {
    const response = await ask(query, events);
    expect(response.status).toBe(200);
    const [, next, complete, ...more] = await takeAll(withoutPings(readBlocks(response.body)));
    const [name, data = ""] = next?.split("\ndata: ") ?? [];
    expect({ name, data: JSON.parse(data) }).toMatchObject({
      name: "event: next",
      data: { errors: [{ extensions: { code } }] },
    });
    expect([complete, more]).toEqual(["event: complete\ndata:", []]);
  });

  it("end with an error that an answer threw, masked where it is a fault of ours", async () => {
    const blocks = withoutPings(readBlocks((await ask(subscription, events)).body));
    await fixture.live.running(1);
    fixture.live.fail(new Error("SELECT secret"));
    const [, next = "", complete] = await takeAll(blocks);
    expect(next).toContain('"code":"INTERNAL_SERVER_ERROR"');
    expect(next).not.toContain("secret");
    expect(complete).toBe("event: complete\ndata:");
  });

  it("say nothing again and again where there is nothing to say", async () => {
    const abort = new AbortController();
    const blocks = readBlocks((await ask(subscription, events, {}, abort.signal)).body);
    expect(await take(blocks, 3)).toEqual(["retry", ":", ":"]);
    abort.abort();
  });

  it("stop when the client goes, also before it has been answered", async () => {
    const abort = new AbortController();
    await ask(subscription, events, {}, abort.signal);
    await fixture.live.running(1);
    abort.abort();
    await fixture.live.running(0);
  });

  it("end with the token that they were begun with", async () => {
    const authorization = `Bearer ${await token({ role: "analyst" })}`;
    const blocks = withoutPings(readBlocks((await ask(subscription, events, { authorization })).body));
    await fixture.live.running(1);
    const { context } = fixture.live.begun.at(-1) ?? {};
    expect(context?.viewer).toEqual({ subject: "somebody", role: "analyst", organization: null });
    const exp = context?.token?.()?.expiresAt;
    expect(exp).toBeGreaterThan(Date.now());
    fixture.live.fail(new GraphError("UNAUTHENTICATED", "Expected a token that holds."));
    const [, next = "", complete] = await takeAll(blocks);
    expect(JSON.parse(next.split("\ndata: ")[1] ?? "")).toEqual({
      errors: [
        {
          message: "Expected a token that holds.",
          extensions: { code: "UNAUTHENTICATED" },
        },
      ],
    });
    expect(complete).toBe("event: complete\ndata:");
  });

  it("are what graphql-sse reads", async () => {
    const client = createClient({ url: `${fixture.gateway.url}/graphql`, retryAttempts: 0 });
    const results = client.iterate({ query: subscription });
    const first = results.next();
    await fixture.live.running(1);
    fixture.live.answer({ data: { overdueTasks: 7 } });
    expect(await first).toEqual({ done: false, value: { data: { overdueTasks: 7 } } });
    await results.return?.();
    client.dispose();
  });
});

describe("parts", () => {
  it("are a live query's answers, each with the boundary behind it", async () => {
    const response = await ask(subscription, parts);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
    ]);
    await fixture.live.running(1);
    fixture.live.answer({ data: { overdueTasks: 7 } });
    const part = (json: string) =>
      `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--graphql`;
    const ping = part("{}");
    const next = part('{"payload":{"data":{"overdueTasks":7}}}');
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.endsWith(next)) fixture.live.end();
    }
    expect(text.replaceAll(ping, "")).toBe(`\r\n--graphql${next}--\r\n`);
    expect(text.startsWith(`\r\n--graphql${ping}`)).toBe(true);
  });

  it("are none where an operation is refused: it is answered as without them", async () => {
    const { live, gateway } = fixture;
    const headers = { accept: parts };
    const refused = await postQuery(gateway.url, "subscription { refused }", { headers });
    expect([refused.status, refused.headers.get("content-type"), refused.body]).toEqual([
      200,
      "application/json; charset=utf-8",
      { errors: [{ message: "Expected less.", extensions: { code: "QUERY_TOO_COMPLEX" } }] },
    ]);
    const query = await postQuery(gateway.url, "{ overdueTasks }", { headers });
    expect(query.body).toEqual({ data: { overdueTasks: 7 } });
    expect(live.count).toBe(0);
  });
});

it.each([
  // What urql sends with everything that is no subscription.
  [
    "application/graphql-response+json, application/json, text/event-stream, multipart/mixed",
    "json",
    "events",
  ],
  ["text/event-stream, multipart/mixed", "events", "events"],
  ["text/event-stream;q=0.5, application/json", "json", "events"],
  ["application/json;q=0.5, text/event-stream", "events", "events"],
  ["text/event-stream;q=0, application/json", "json", "refused"],
  ['multipart/mixed;subscriptionSpec="1.0", application/json', "json", "parts"],
  ["multipart/mixed;subscriptionSpec=1.0, text/event-stream", "events", "parts"],
  ["multipart/mixed;subscriptionSpec=1.0;q=0.1, text/event-stream", "events", "events"],
  ["multipart/mixed;subscriptionSpec=2.0, application/json", "json", "refused"],
  ["multipart/mixed;deferSpec=20220824, application/json", "json", "refused"],
  ["application/graphql-response+json", "json", "refused"],
  ["*/*", "json", "refused"],
])("Accept: %s has a query answered by %s, a subscription by %s", async (accept, ofQuery, ofSubscription) => {
  const formOf = async (query: string) => {
    const abort = new AbortController();
    const response = await ask(query, accept, {}, abort.signal);
    const type = response.headers.get("content-type") ?? "";
    abort.abort();
    if (response.status === 406) return "refused";
    return type.startsWith(events) ? "events" : type.startsWith("multipart") ? "parts" : "json";
  };
  expect(await formOf("{ overdueTasks }")).toBe(ofQuery);
  expect(await formOf(subscription)).toBe(ofSubscription);
});

it("says what to send with a subscription that cannot be streamed", async () => {
  const { url } = fixture.gateway;
  const message = (got: string) =>
    `Expected for a subscription the header Accept with text/event-stream or multipart/mixed;subscriptionSpec=1.0, or a WebSocket (graphql-transport-ws); got ${got}.`;
  const errors = (got: string) => [{ message: message(got), extensions: { code: "NOT_ACCEPTABLE" } }];
  const alone = await postQuery(url, subscription, { headers: { accept: "application/json" } });
  expect([alone.status, alone.body]).toEqual([406, { errors: errors("application/json") }]);
  const list = await request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: events },
    body: JSON.stringify([{ query: "{ overdueTasks }" }, { query: subscription }]),
  });
  expect([list.status, list.body]).toEqual([
    200,
    [{ data: { overdueTasks: 7 } }, { errors: errors("a list of operations") }],
  ]);
});

const codeOf = (body: unknown) =>
  (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe("limits", () => {
  it("hold for the connections of a client, and of all", async () => {
    const own = await startLiveFixture({ connectionsOfClient: 1, connections: 2 });
    const { url } = own.gateway;
    const open = async (authorization?: string) => {
      const abort = new AbortController();
      const response = await fetch(`${url}/graphql?query=${encodeURIComponent(subscription)}`, {
        headers: { accept: events, ...(authorization !== undefined && { authorization }) },
        signal: abort.signal,
      });
      const code = response.status === 200 ? "OK" : codeOf(await response.json());
      return { abort, outcome: [response.status, code, response.headers.get("retry-after")] };
    };
    const subject = async (sub: string) => `Bearer ${await token({ sub, role: "analyst" })}`;
    const first = await open();
    expect(first.outcome).toEqual([200, "OK", null]);
    expect((await open()).outcome).toEqual([429, "RATE_LIMITED", "10"]);
    const second = await open(await subject("one"));
    expect(second.outcome).toEqual([200, "OK", null]);
    expect((await open(await subject("other"))).outcome).toEqual([503, "SERVICE_UNAVAILABLE", "10"]);
    first.abort.abort();
    await own.live.running(1);
    const third = await eventually(async () => {
      const opened = await open();
      return opened.outcome[0] === 200 ? opened : undefined;
    });
    third.abort.abort();
    second.abort.abort();
    await own.stop();
  });

  it("take no more answers for a client that does not read, and hang up on it", async () => {
    // Long enough for many more answers than the system takes, on a busy machine, too.
    const own = await startLiveFixture({ stallMs: 2_000 });
    const response = await fetch(`${own.gateway.url}/graphql?query=${encodeURIComponent(subscription)}`, {
      headers: { accept: events },
    });
    const reader = response.body?.getReader();
    await own.live.running(1);
    const large = { data: { note: "x".repeat(512 * 1024) } };
    // Until the system takes no more; then nobody takes what is there, and the connection ends.
    let answered = 0;
    await eventually(async () => {
      own.live.answer(large);
      answered++;
      return own.live.count === 0 ? true : undefined;
    });
    expect(own.live.taken).toBeLessThan(answered / 2);
    await expect(
      (async () => {
        for (;;) if ((await reader?.read())?.done) return;
      })(),
    ).rejects.toThrow("terminated");
    await own.stop();
  });
});

it("has clients of a gateway that stops connect to another", async () => {
  const own = await startLiveFixture();
  const open = (accept: string) =>
    fetch(`${own.gateway.url}/graphql?query=${encodeURIComponent(subscription)}`, { headers: { accept } });
  const [ofEvents, ofParts] = await Promise.all([open(events), open(parts)]);
  await own.live.running(2);
  const [blocks, text] = await Promise.all([takeAll(readBlocks(ofEvents.body)), ofParts.text(), own.stop()]);
  // Without `complete`, which would say that there is no more to come.
  expect(blocks).toEqual(["retry"]);
  const json = text.split("\r\n\r\n").at(-1)?.split("\r\n").at(0) ?? "";
  expect(JSON.parse(json)).toEqual({
    payload: null,
    errors: [
      {
        message: "This process ends; connect again, and another one answers.",
        extensions: { code: "SERVICE_UNAVAILABLE" },
      },
    ],
  });
  expect(text.endsWith("\r\n--graphql--\r\n")).toBe(true);
});

it("is answered although it offers another protocol, as Java's HttpClient does", async () => {
  const body = JSON.stringify({ query: "{ overdueTasks }" });
  const answer = await rawRequest(
    fixture.gateway.url,
    [
      "POST /graphql HTTP/1.1",
      "host: gateway",
      "connection: Upgrade, HTTP2-Settings, close",
      "upgrade: h2c",
      "http2-settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
      "content-type: application/json",
      `content-length: ${body.length}`,
      "",
      body,
    ].join("\r\n"),
  );
  expect(answer.startsWith("HTTP/1.1 200 OK\r\n")).toBe(true);
  expect(answer).toContain('{"data":{"overdueTasks":7}}');
});

it("passes errors of the graph as they are", async () => {
  const blocks = readBlocks((await ask(subscription, events)).body);
  await fixture.live.running(1);
  fixture.live.fail(new GraphError("RATE_LIMITED", "Expected less.", { retryAfter: 3 }));
  const all = (await takeAll(blocks)).filter((block) => block !== ":");
  expect(all[1]).toBe(
    'event: next\ndata: {"errors":[{"message":"Expected less.","extensions":{"code":"RATE_LIMITED","retryAfter":3}}]}',
  );
});

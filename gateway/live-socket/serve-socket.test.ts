import { createClient } from "graphql-ws";
import type { JWTPayload } from "jose";
import { WebSocket } from "ws";
import { GraphError } from "../../shared/base/errors/graph-error";
import { token } from "../../test/support/gateway/gateway-fixture";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type LiveFixture, startLiveFixture } from "../../test/support/live/live-fixture";
import { openSocket, type SocketClientOptions } from "../../test/support/live/socket-client";

const subscription = "subscription Board { overdueTasks }";

let fixture: LiveFixture;
let url: string;

beforeAll(async () => {
  fixture = await startLiveFixture(
    { operationsOfConnection: 3, initMs: 300, connectionsOfClient: 5 },
    { BODY_LIMIT: 4_096 },
  );
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
afterEach(() => fixture.live.running(0));

const open = (options?: SocketClientOptions) => openSocket(url, options);
const bearer = async (claims: JWTPayload) => `Bearer ${await token(claims)}`;
const subscribe = (id: string, query = subscription, more: object = {}) => ({
  ...{ id, type: "subscribe", payload: { query, ...more } },
});

async function openInitialised(payload?: object) {
  const client = await open();
  expect(await client.initialise(payload)).toMatchObject({ type: "connection_ack" });
  return client;
}

describe("messages", () => {
  it("are a live query's answers as they come, and an end", async () => {
    const { live } = fixture;
    const client = await open();
    expect(await client.initialise()).toEqual({ type: "connection_ack" });
    client.send(subscribe("one"));
    await live.running(1);
    live.answer({ data: { overdueTasks: 7 } });
    expect(await client.next()).toEqual({ id: "one", type: "next", payload: { data: { overdueTasks: 7 } } });
    live.answer({ data: { overdueTasks: 8 } });
    expect(await client.next()).toEqual({ id: "one", type: "next", payload: { data: { overdueTasks: 8 } } });
    live.end();
    expect(await client.next()).toEqual({ id: "one", type: "complete" });
    client.close();
  });

  it("answer queries and mutations once", async () => {
    const client = await openInitialised();
    client.send(
      subscribe("query", "query Ward($code: ID!) { unit(code: $code) { name } }", {
        variables: { code: "00004" },
      }),
    );
    expect([await client.next(), await client.next()]).toEqual([
      { id: "query", type: "next", payload: { data: { unit: { name: "Ba Đình" } } } },
      { id: "query", type: "complete" },
    ]);
    // An id that is free again.
    client.send(subscribe("query", "mutation { closeTask }"));
    expect([await client.next(), await client.next()]).toEqual([
      { id: "query", type: "next", payload: { data: { closeTask: 1 } } },
      { id: "query", type: "complete" },
    ]);
    client.close();
  });

  it.each([
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["query {", "GRAPHQL_PARSE_FAILED"],
    ["subscription { refused }", "QUERY_TOO_COMPLEX"],
    ["", "BAD_REQUEST"],
  ])("say that %p is %s, and the others go on", async (query, code) => {
    const client = await openInitialised();
    client.send(subscribe("good"));
    await fixture.live.running(1);
    client.send(subscribe("bad", query));
    expect(await client.next()).toMatchObject({
      id: "bad",
      type: "error",
      payload: [{ extensions: { code } }],
    });
    fixture.live.answer({ data: null });
    expect(await client.next()).toEqual({ id: "good", type: "next", payload: { data: null } });
    client.close();
  });

  it("say what an answer threw, masked where it is a fault of ours", async () => {
    const client = await openInitialised();
    client.send(subscribe("one"));
    await fixture.live.running(1);
    fixture.live.fail(new Error("SELECT secret"));
    const failed = await client.next();
    expect(failed).toMatchObject({
      ...{ id: "one", type: "error" },
      payload: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    });
    expect(JSON.stringify(failed)).not.toContain("secret");
    client.close();
  });

  it("stop an operation that its client completes, and know no others", async () => {
    const client = await openInitialised();
    client.send(subscribe("one"));
    await fixture.live.running(1);
    client.send({ id: "one", type: "complete" });
    client.send({ id: "never", type: "complete" });
    await fixture.live.running(0);
    client.send(subscribe("one", "{ overdueTasks }"));
    expect(await client.next()).toMatchObject({ id: "one", type: "next" });
    expect(await client.next()).toEqual({ id: "one", type: "complete" });
    client.close();
  });

  it("answer a ping with what it had", async () => {
    const client = await open();
    client.send({ type: "ping" });
    expect(await client.next()).toEqual({ type: "pong" });
    client.send({ type: "ping", payload: { at: 1 } });
    expect(await client.next()).toEqual({ type: "pong", payload: { at: 1 } });
    client.send({ type: "pong" });
    expect(await client.initialise()).toEqual({ type: "connection_ack" });
    client.close();
  });

  it("refuse more operations than one connection may have", async () => {
    const client = await openInitialised();
    for (const id of ["1", "2", "3"]) client.send(subscribe(id));
    await fixture.live.running(3);
    client.send(subscribe("4"));
    expect(await client.next()).toMatchObject({
      ...{ id: "4", type: "error" },
      payload: [{ extensions: { code: "RATE_LIMITED", retryAfter: 10 } }],
    });
    client.send({ id: "1", type: "complete" });
    await fixture.live.running(2);
    client.send(subscribe("4"));
    await fixture.live.running(3);
    client.close();
  });
});

describe("close codes", () => {
  it.each([
    ["no JSON", "{", 4400, "Expected a message in JSON."],
    ["bytes", Buffer.from("{}"), 4400, "Expected text, got binary data."],
    [
      "no type of the protocol",
      { type: "start" },
      4400,
      "Expected the type connection_init, ping, pong, subscribe or complete.",
    ],
    ["a subscription before its init", subscribe("one"), 4401, "Unauthorized"],
    ["a message that is too large", { type: "ping", payload: { x: "x".repeat(4_096) } }, 1009, ""],
  ])("of %s", async (_what, message, code, reason) => {
    const client = await open();
    client.send(message);
    expect(await client.closed()).toEqual({ code, reason, messages: [] });
  });

  it.each([
    ["a second init", { type: "connection_init" }, 4429, "Too many initialisation requests"],
    ["an id that is taken", subscribe("one"), 4409, "Subscriber for one already exists"],
    [
      "variables that are no object",
      subscribe("two", "{ a }", { variables: "x" }),
      4400,
      "Expected variables in the payload to be an object, got a text.",
    ],
  ])("of %s, with which all operations end", async (_what, message, code, reason) => {
    const client = await openInitialised();
    client.send(subscribe("one"));
    await fixture.live.running(1);
    client.send(message);
    expect(await client.closed()).toEqual({ code, reason, messages: [] });
    await fixture.live.running(0);
  });

  it("of a second init while the first is under way", async () => {
    const client = await open();
    client.send({ type: "connection_init" });
    client.send({ type: "connection_init" });
    expect(await client.closed()).toMatchObject({ code: 4429 });
  });

  it("of a client that does not say who it is", async () => {
    const client = await open();
    expect(await client.closed()).toEqual({
      ...{ code: 4408, reason: "Connection initialisation timeout", messages: [] },
    });
  });

  it("of a protocol that is another", async () => {
    const client = await open({ protocols: [] });
    expect(await client.closed()).toMatchObject({ code: 4406, reason: "Subprotocol not acceptable" });
  });

  it("of a reason that is longer than a frame may be", async () => {
    const client = await openInitialised();
    const id = "ệ".repeat(100);
    client.send(subscribe(id));
    await fixture.live.running(1);
    client.send(subscribe(id));
    const { code, reason } = await client.closed();
    expect([code, Buffer.byteLength(reason)]).toEqual([4409, 123]);
  });
});

describe("identity", () => {
  const analyst = { subject: "one", role: "analyst", organization: null };

  it.each([["authorization"], ["Authorization"]])("comes with the init, as %s", async (name) => {
    const client = await open();
    const exp = Math.floor(Date.now() / 1000) + 300;
    expect(await client.initialise({ [name]: await bearer({ role: "analyst", sub: "one", exp }) })).toEqual({
      type: "connection_ack",
      payload: { expiresAt: new Date(exp * 1000).toISOString() },
    });
    client.send(subscribe("one"));
    await fixture.live.running(1);
    expect(fixture.live.begun.at(-1)?.context.viewer).toEqual(analyst);
    client.close();
  });

  it("comes with the request as well, and is the public's without a token", async () => {
    const client = await open({ headers: { authorization: await bearer({ role: "analyst", sub: "one" }) } });
    await client.initialise();
    client.send(subscribe("one"));
    await fixture.live.running(1);
    expect(fixture.live.begun.at(-1)?.context.viewer).toEqual(analyst);
    client.close();
    await fixture.live.running(0);
    const open_ = await openInitialised();
    open_.send(subscribe("one"));
    await fixture.live.running(1);
    expect(fixture.live.begun.at(-1)?.context.viewer).toMatchObject({ role: "public" });
    open_.close();
  });

  it("is refused where its token does not hold", async () => {
    await expect(open({ headers: { authorization: "Bearer forged" } })).rejects.toThrow("401");
    const client = await open();
    client.send({ type: "connection_init", payload: { authorization: "Bearer forged" } });
    const { code, reason } = await client.closed();
    expect([code, reason]).toEqual([4403, expect.stringMatching(/^Expected a valid token/)]);
  });

  it("ends with its token, unless a ping brings another one", async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { role: "analyst", sub: "one" };
    const client = await openInitialised({ authorization: await bearer({ ...claims, exp: seconds + 60 }) });
    client.send(subscribe("one"));
    await fixture.live.running(1);
    const renew = async (authorization: string) => {
      client.send({ type: "ping", payload: { authorization } });
      return client.next();
    };
    expect(await renew(await bearer({ ...claims, exp: seconds + 120 }))).toEqual({
      type: "pong",
      payload: { expiresAt: new Date((seconds + 120) * 1000).toISOString() },
    });
    expect(await renew(await bearer({ ...claims, sub: "other" }))).toMatchObject({
      type: "pong",
      payload: { errors: [{ extensions: { code: "FORBIDDEN" } }] },
    });
    expect(await renew("Bearer forged")).toMatchObject({
      type: "pong",
      payload: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
    // One that ends sooner does not take from what there is.
    expect(await renew(await bearer({ ...claims, exp: seconds + 70 }))).toMatchObject({
      payload: { expiresAt: new Date((seconds + 120) * 1000).toISOString() },
    });
    expect(fixture.live.begun.at(-1)?.context.token?.()?.expiresAt).toBe((seconds + 120) * 1000);
    fixture.live.fail(new GraphError("UNAUTHENTICATED", "Expected a token that holds."));
    expect(await client.closed()).toEqual({
      code: 4403,
      reason: "Expected a token that holds.",
      messages: [],
    });
  });
});

it("lets pages of known origins connect, of the gateway itself, and programs", async () => {
  const own = await startLiveFixture({}, { CORS_ORIGINS: ["https://page.test"] });
  const connect = async (origin: string | undefined) => {
    const client = await openSocket(own.gateway.url, { headers: origin === undefined ? {} : { origin } });
    client.close();
    return client.closed();
  };
  for (const origin of [undefined, "https://page.test", own.gateway.url])
    expect((await connect(origin)).code).toBe(1005);
  await expect(connect("https://other.test")).rejects.toThrow("403");
  await own.stop();
});

it("opens no socket anywhere else, and no more than a client may have", async () => {
  await expect(open({ path: "/nothing" })).rejects.toThrow("404");
  const clients = await Promise.all([1, 2, 3, 4, 5].map(() => openInitialised()));
  await expect(open()).rejects.toThrow("429");
  for (const client of clients) client.close();
  await eventually(async () => {
    const client = await open().catch(() => undefined);
    client?.close();
    return client;
  });
});

it("takes no more answers for a client that does not read, and hangs up on it", async () => {
  const own = await startLiveFixture({ stallMs: 300 });
  const client = await openSocket(own.gateway.url);
  await client.initialise();
  client.send(subscribe("one"));
  await own.live.running(1);
  client.socket.pause();
  const large = { data: { note: "x".repeat(512 * 1024) } };
  let answered = 0;
  await eventually(async () => {
    own.live.answer(large);
    answered++;
    return own.live.count === 0 ? true : undefined;
  });
  expect(own.live.taken).toBeLessThan(answered / 2);
  client.socket.resume();
  expect((await client.closed()).code).toBe(1006);
  await own.stop();
});

it("hangs up on a client that answers no ping, and on no other", async () => {
  const own = await startLiveFixture({ pingMs: 50 });
  const [silent, other] = [await openSocket(own.gateway.url), await openSocket(own.gateway.url)];
  await Promise.all([silent.initialise(), other.initialise()]);
  // A client's answer to a ping is taken from it.
  silent.socket.pong = () => {};
  const { code } = await silent.closed();
  expect(code).toBe(1006);
  other.send({ type: "ping" });
  expect(await other.next()).toEqual({ type: "pong" });
  other.close();
  await own.stop();
});

it("has clients of a gateway that stops connect to another", async () => {
  const own = await startLiveFixture();
  const client = await openSocket(own.gateway.url);
  await client.initialise();
  client.send(subscribe("one"));
  await own.live.running(1);
  const [closed] = await Promise.all([client.closed(), own.stop()]);
  expect(closed).toEqual({ code: 1012, reason: "Service restart", messages: [] });
});

it("is what graphql-ws speaks", async () => {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: await bearer({ role: "analyst", sub: "one" }) }),
  });
  const results = client.iterate({ query: subscription });
  const first = results.next();
  await fixture.live.running(1);
  fixture.live.answer({ data: { overdueTasks: 7 } });
  expect((await first).value).toEqual({ data: { overdueTasks: 7 } });
  const query = client.iterate({ query: "{ overdueTasks }" });
  expect((await query.next()).value).toEqual({ data: { overdueTasks: 7 } });
  expect((await query.next()).done).toBe(true);
  await expect(client.iterate({ query: "{ nothing }" }).next()).rejects.toMatchObject([
    { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
  ]);
  await results.return?.();
  await client.dispose();
});

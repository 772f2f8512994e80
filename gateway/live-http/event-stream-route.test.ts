import { createClient } from "graphql-sse";
import type { JWTPayload } from "jose";
import { GraphError } from "../../shared/base/errors/graph-error";
import { token } from "../../test/support/gateway/gateway-fixture";
import { eventually, request } from "../../test/support/gateway/gateway-request";
import { type LiveFixture, startLiveFixture } from "../../test/support/live/live-fixture";
import { readBlocks, take } from "../../test/support/live/read-blocks";

const subscription = "subscription Board { overdueTasks }";

let fixture: LiveFixture;
let url: string;

beforeAll(async () => {
  fixture = await startLiveFixture({ operationsOfConnection: 2, initMs: 300 });
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
afterEach(() => fixture.live.running(0));

/** A client of single connection mode, whose requests can be other than a client's. */
async function reserve(headers: Record<string, string> = {}) {
  const path = "/graphql/stream";
  const reserved = await request(`${url}${path}`, { method: "PUT", headers });
  const streamToken = String(reserved.body);
  const named = { "x-graphql-event-stream-token": streamToken, ...headers };
  const abort = new AbortController();
  return {
    reserved,
    streamToken,
    close: () => abort.abort(),
    open: (search = "", own: Record<string, string> = named) =>
      fetch(`${url}${path}${search}`, {
        headers: { accept: "text/event-stream", ...own },
        signal: abort.signal,
      }),
    begin: (id: unknown, query = subscription, own: Record<string, string> = {}) =>
      request(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...named, ...own },
        body: JSON.stringify({ query, extensions: { operationId: id } }),
      }),
    stop: (id: string) => request(`${url}${path}?operationId=${id}`, { method: "DELETE", headers: named }),
  };
}

const codeOf = (body: unknown) =>
  (body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

it("sends the answers of many operations over one stream, by their ids", async () => {
  const { live } = fixture;
  const stream = await reserve();
  expect([stream.reserved.status, stream.reserved.headers.get("content-type")]).toEqual([
    201,
    "text/plain; charset=utf-8",
  ]);
  expect(stream.streamToken).toMatch(/^[\w-]{32}$/);
  // What is begun before the stream is there waits for it.
  expect((await stream.begin("first")).status).toBe(202);
  const response = await stream.open();
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
  ]);
  const blocks = readBlocks(response.body);
  expect(await take(blocks, 1)).toEqual(["retry"]);
  const begun = await stream.begin("second");
  expect([begun.status, begun.body]).toEqual([202, ""]);
  live.answer({ data: { overdueTasks: 7 } });
  const next = (id: string, data: object) =>
    `event: next\ndata: ${JSON.stringify({ id, payload: { data } })}`;
  const complete = (id: string) => `event: complete\ndata: ${JSON.stringify({ id })}`;
  expect((await take(blocks, 2)).sort()).toEqual([
    next("first", { overdueTasks: 7 }),
    next("second", { overdueTasks: 7 }),
  ]);
  expect((await stream.stop("first")).status).toBe(200);
  await live.running(1);
  expect((await stream.begin("query", "{ overdueTasks }")).status).toBe(202);
  expect(await take(blocks, 2)).toEqual([next("query", { overdueTasks: 7 }), complete("query")]);
  live.end();
  expect(await take(blocks, 1)).toEqual([complete("second")]);
  stream.close();
});

it.each([
  ["", "{ overdueTasks }", 400, "BAD_REQUEST"],
  [7, "{ overdueTasks }", 400, "BAD_REQUEST"],
  ["x".repeat(257), "{ overdueTasks }", 400, "BAD_REQUEST"],
  ["one", "{ nothing }", 400, "GRAPHQL_VALIDATION_FAILED"],
  ["one", "query {", 400, "GRAPHQL_PARSE_FAILED"],
  ["one", "subscription { refused }", 400, "QUERY_TOO_COMPLEX"],
])("refuses the operation %p, %s at once: %d %s", async (id, query, status, code) => {
  const stream = await reserve();
  const refused = await stream.begin(id, query);
  expect([refused.status, codeOf(refused.body)]).toEqual([status, code]);
});

it("refuses an id that is taken, and more operations than one connection may have", async () => {
  const stream = await reserve();
  await stream.open();
  await stream.begin("one");
  const again = await stream.begin("one");
  expect([again.status, codeOf(again.body)]).toEqual([400, "BAD_REQUEST"]);
  await stream.begin("two");
  const third = await stream.begin("three");
  expect([third.status, codeOf(third.body)]).toEqual([429, "RATE_LIMITED"]);
  await stream.stop("one");
  expect((await stream.begin("one")).status).toBe(202);
  // One that has ended is none.
  expect((await stream.stop("nothing")).status).toBe(200);
  stream.close();
});

it("opens a stream once, for whoever has its token", async () => {
  const stream = await reserve();
  const response = await stream.open(`?token=${stream.streamToken}`, {});
  expect(response.status).toBe(200);
  expect((await stream.open()).status).toBe(400);
  const strange = await stream.open("?token=made-up", {});
  expect([strange.status, codeOf(await strange.json())]).toEqual([404, "NOT_FOUND"]);
  expect((await stream.open("", {})).status).toBe(404);
  stream.close();
});

it("reserves nothing for a client that has another's header fields", async () => {
  const stream = await reserve();
  const again = await reserve({ "x-graphql-event-stream-token": stream.streamToken });
  expect([again.reserved.status, codeOf(again.reserved.body)]).toEqual([400, "BAD_REQUEST"]);
});

it("forgets a reservation that nobody takes, with what was begun for it", async () => {
  const stream = await reserve();
  await stream.begin("one");
  await fixture.live.running(0);
  expect((await stream.open()).status).toBe(404);
});

it("forgets a stream that its client closes", async () => {
  const stream = await reserve();
  await stream.open();
  await stream.begin("one");
  stream.close();
  await fixture.live.running(0);
  await eventually(async () => ((await stream.begin("two")).status === 404 ? true : undefined));
});

describe("identity", () => {
  const bearer = async (claims: JWTPayload) => ({ authorization: `Bearer ${await token(claims)}` });

  it("is that of the reservation, and of no other", async () => {
    const stream = await reserve(await bearer({ role: "analyst", sub: "one" }));
    // A browser's EventSource says nothing of itself.
    expect((await stream.open(`?token=${stream.streamToken}`, {})).status).toBe(200);
    expect((await stream.begin("one")).status).toBe(202);
    const { viewer } = fixture.live.begun.at(-1)?.context ?? {};
    expect(viewer).toEqual({ subject: "one", role: "analyst", organization: null });
    for (const other of [{ sub: "other" }, { sub: "one", role: "admin" }]) {
      const refused = await stream.begin("two", subscription, await bearer({ role: "analyst", ...other }));
      expect([refused.status, codeOf(refused.body)]).toEqual([403, "FORBIDDEN"]);
    }
    const unnamed = await request(`${url}/graphql/stream`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-graphql-event-stream-token": stream.streamToken,
      },
      body: JSON.stringify({ query: subscription, extensions: { operationId: "three" } }),
    });
    expect(unnamed.status).toBe(403);
    stream.close();
  });

  it("ends with its token, unless a request brings a newer one", async () => {
    const claims = { role: "analyst", sub: "one" };
    const stream = await reserve(await bearer(claims));
    const blocks = readBlocks((await stream.open()).body);
    await stream.begin("one");
    const exp = Math.floor(Date.now() / 1000) + 120;
    expect((await stream.begin("two", subscription, await bearer({ ...claims, exp }))).status).toBe(202);
    const ends = () => fixture.live.begun.slice(-2).map(({ context }) => context.token?.()?.expiresAt);
    expect(ends()).toEqual([exp * 1000, exp * 1000]);
    fixture.live.fail(new GraphError("UNAUTHENTICATED", "Expected a token that holds."));
    expect(await take(blocks, 1)).toEqual(["retry"]);
    const last = await take(blocks, 4);
    stream.close();
    expect(last.map((block) => block.split("\n")[0])).toEqual([
      "event: next",
      "event: complete",
      "event: next",
      "event: complete",
    ]);
    expect(last[0]).toContain('{"id":"one","payload":{"errors":[{"message":"Expected a token that holds');
  });
});

it("is what graphql-sse speaks", async () => {
  const { live } = fixture;
  const client = createClient({ url: `${url}/graphql/stream`, singleConnection: true, retryAttempts: 0 });
  const first = client.iterate({ query: subscription });
  const second = client.iterate({ query: "{ overdueTasks }" });
  const answer = first.next();
  await live.running(1);
  live.answer({ data: { overdueTasks: 9 } });
  expect((await answer).value).toEqual({ data: { overdueTasks: 9 } });
  expect((await second.next()).value).toEqual({ data: { overdueTasks: 7 } });
  expect((await second.next()).done).toBe(true);
  await first.return?.();
  client.dispose();
});

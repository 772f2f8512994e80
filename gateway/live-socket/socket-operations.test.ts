import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import pino from "pino";
import { token } from "../../test/support/gateway/gateway-fixture";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type LiveFixture, startLiveFixture } from "../../test/support/live/live-fixture";
import { openSocket } from "../../test/support/live/socket-client";

/* What is true of an operation at /graphql is true of one that comes over a socket. */

const lines: Record<string, unknown>[] = [];
let fixture: LiveFixture;

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({ base: null, timestamp: false, formatters: { level: (level) => ({ level }) } }, sink);
  fixture = await startLiveFixture(
    {},
    {
      rates: { public: 250, analyst: 0, editor: 0, admin: 0 },
      TRUSTED_ONLY: new Set(["editor"] as const),
    },
    { log },
  );
});
afterAll(() => fixture.stop());
beforeEach(() => {
  lines.length = 0;
});

const lineOf = (message: string) => eventually(async () => lines.find(({ msg }) => msg === message));
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const subscribe = (id: string, query: string) => ({ id, type: "subscribe", payload: { query } });

async function openAs(
  claims: object | undefined,
  headers: Record<string, string> = {},
  payload: object = {},
) {
  const client = await openSocket(fixture.gateway.url, { headers });
  const authorization = claims && `Bearer ${await token({ ...claims })}`;
  await client.initialise({ ...payload, ...(authorization !== undefined && { authorization }) });
  return client;
}

it("stands in the request log: who, by which client, what, how it ended; and the socket when it is closed", async () => {
  const query = "query Board { units { code } }";
  const client = await openAs(
    { sub: "an", role: "analyst" },
    { "x-request-id": "request-1" },
    { "apollographql-client-name": "dashboard", "apollographql-client-version": "1.4" },
  );
  client.send(subscribe("one", query));
  expect(await lineOf("operation")).toEqual({
    ...{ level: "info", requestId: "request-1.1", path: "/graphql", isSocket: true },
    ...{ ms: expect.any(Number), subject: "an", role: "analyst", organization: null },
    ...{ client: "dashboard", clientVersion: "1.4", operation: "Board", hash: hashOf(query) },
    ...{ cost: 29, outcome: "OK", answers: 1, msg: "operation" },
  });
  client.close();
  expect(await lineOf("request")).toEqual({
    ...{ level: "info", requestId: "request-1", method: "GET", path: "/graphql", status: 101 },
    ...{ ms: expect.any(Number), msg: "request" },
  });
});

it("says in the log how many answers a live query had, and how it was refused", async () => {
  const client = await openAs({ sub: "an", role: "analyst" });
  client.send(subscribe("one", "subscription Board { overdueTasks }"));
  await fixture.live.running(1);
  for (const overdueTasks of [7, 8]) {
    fixture.live.answer({ data: { overdueTasks } });
    await client.next();
  }
  client.send({ id: "one", type: "complete" });
  expect(await lineOf("operation")).toMatchObject({ outcome: "OK", answers: 2 });
  lines.length = 0;
  client.send(subscribe("two", "{ nothing }"));
  expect(await lineOf("operation")).toMatchObject({ outcome: "GRAPHQL_VALIDATION_FAILED" });
  client.close();
});

it("is charged to its client, and refused when nothing is left, over another socket as well", async () => {
  const client = await openAs(undefined);
  for (const id of ["1", "2", "3"]) client.send(subscribe(id, "subscription Board { overdueTasks }"));
  await fixture.live.running(3);
  client.send(subscribe("4", "subscription Board { overdueTasks }"));
  const refused = {
    ...{ id: "4", type: "error" },
    payload: [{ extensions: { code: "RATE_LIMITED", retryAfter: expect.any(Number) } }],
  };
  expect(await client.next()).toMatchObject(refused);
  client.close();
  const other = await openAs(undefined);
  other.send(subscribe("4", "{ overdueTasks }"));
  expect(await other.next()).toMatchObject(refused);
  other.close();
  // Of the same address, but somebody: a browser tells when the socket is there.
  const somebody = await openAs({ sub: "an", role: "analyst" });
  somebody.send(subscribe("1", "{ overdueTasks }"));
  expect(await somebody.next()).toMatchObject({ id: "1", type: "next" });
  somebody.close();
  await fixture.live.running(0);
});

it("has to be a trusted document where the role may ask for no other", async () => {
  const client = await openAs({ sub: "an", role: "editor", org: "SKHCN" });
  client.send(subscribe("one", "subscription Board { overdueTasks }"));
  expect(await client.next()).toMatchObject({
    ...{ id: "one", type: "error" },
    payload: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }],
  });
  client.close();
});

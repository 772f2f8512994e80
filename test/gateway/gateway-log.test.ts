import "../../gateway/config/environment";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import pino from "pino";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";

/* What the request log tells: who asked for what, what it cost and how it ended, in one line each. */

const lines: Record<string, unknown>[] = [];
let fixture: GatewayFixture;
beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({ base: null, timestamp: false, formatters: { level: (level) => ({ level }) } }, sink);
  fixture = await startFixture({}, log);
});
afterAll(() => fixture.stop());
beforeEach(() => {
  lines.length = 0;
});

/** The line of the request that was just answered: it is written when the answer is on its way. */
const requestLine = () => eventually(async () => lines.find(({ msg }) => msg === "request"));
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

it("names subject, role, organization, client, operation, hash, cost and outcome", async () => {
  const query = "query Board { units { code } }";
  const headers = {
    authorization: `Bearer ${await token({ sub: "an", role: "editor", org: "SKHCN" })}`,
    "apollographql-client-name": "dashboard",
    "apollographql-client-version": "1.4",
    "x-request-id": "request-1",
  };
  await postQuery(fixture.gateway.url, query, { headers });
  expect(await requestLine()).toEqual({
    ...{ level: "info", requestId: "request-1", method: "POST", path: "/graphql", status: 200 },
    ...{ ms: expect.any(Number), subject: "an", role: "editor", organization: "SKHCN" },
    ...{ client: "dashboard", clientVersion: "1.4", operation: "Board", hash: hashOf(query) },
    ...{ cost: 29, outcome: "OK", msg: "request" },
  });
  expect(JSON.stringify(lines)).not.toContain("units");
});

it.each([
  [
    { "graphql-client-name": "x".repeat(500), "graphql-client-version": "2\u0085\u009b0" },
    { name: "@apollo/client", version: "4.3.8" },
    { client: "x".repeat(100), clientVersion: "20", library: "@apollo/client 4.3.8" },
  ],
  [{}, { name: "a\r\nb\u202ec\ud800" }, { library: "abc" }],
  [{}, { name: "x".repeat(99), version: "2" }, { library: "x".repeat(99) }],
  [{}, { name: ["a"], version: { b: 1 } }, {}],
  [{}, "urql", {}],
])(
  "names clients as they call themselves, cut and cleaned: %j %j",
  async (headers, clientLibrary, expected) => {
    const body = JSON.stringify({ query: "{ __typename }", extensions: { clientLibrary } });
    await request(`${fixture.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const { client, clientVersion, library } = await requestLine();
    expect(JSON.parse(JSON.stringify({ client, clientVersion, library }))).toEqual(expected);
  },
);

it("names the code of what failed, and the text by its hash also where it is none", async () => {
  await postQuery(fixture.gateway.url, "{ nothing }");
  expect(await requestLine()).toMatchObject({
    ...{ subject: null, role: "public", organization: null, status: 400 },
    ...{ hash: hashOf("{ nothing }"), outcome: "GRAPHQL_VALIDATION_FAILED" },
  });
});

it("is one line of an answer that is wrong in a thousand places", async () => {
  const units = Array.from({ length: 1_000 }, (_, index) => ({ code: { wrong: index } }));
  fixture.units.misbehave((response) => sendJson(response, { data: { units } }));
  const { body } = await postQuery(fixture.gateway.url, "{ units { code } }");
  fixture.units.misbehave(undefined);
  expect(body).toMatchObject({ errors: expect.arrayContaining([]) });
  await requestLine();
  expect(lines.map(({ msg }) => msg)).toEqual(["a subgraph sent an invalid value", "request"]);
});

it("answers have what keeps browsers from taking them for something else", async () => {
  for (const path of ["/graphql", "/health/live", "/nothing", "/"]) {
    const { headers } = await request(`${fixture.gateway.url}${path}`);
    const told = ["x-content-type-options", "x-frame-options", "referrer-policy"].map((name) =>
      headers.get(name),
    );
    expect([path, ...told]).toEqual([path, "nosniff", "DENY", "no-referrer"]);
  }
});

it("has a line also for a client that left before the answer", async () => {
  const left = new AbortController();
  fixture.units.misbehave(() => left.abort());
  const query = "query Left { units { code } }";
  const answer = request(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
    signal: left.signal,
  });
  await expect(answer).rejects.toThrow();
  fixture.units.misbehave(undefined);
  expect(await requestLine()).toMatchObject({
    ...{ method: "POST", path: "/graphql", status: 499, isClientGone: true },
    ...{ role: "public", operation: "Left", hash: hashOf(query) },
  });
});

it("logs an operation that takes long a second time, as slow, and others not", async () => {
  const told: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      told.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({ base: null, timestamp: false, formatters: { level: (level) => ({ level }) } }, sink);
  const slow = await startFixture({ LOG_OPERATIONS_MS: 0.001 }, log);
  const query = "query Slow { units { code } }";
  await postQuery(slow.gateway.url, query);
  await request(`${slow.gateway.url}/schema.graphql`);
  const line = await eventually(async () => told.find(({ msg }) => msg === "slow operation"));
  expect(line).toMatchObject({
    level: "warn",
    status: 200,
    operation: "Slow",
    hash: hashOf(query),
    outcome: "OK",
  });
  await slow.stop();
  expect(told.filter(({ msg }) => msg === "slow operation")).toHaveLength(1);
});

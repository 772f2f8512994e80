import "../../gateway/config/environment";
import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import pino from "pino";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import type { Misbehaviour } from "../support/gateway/gateway-stub";
import { errorAt, right, timedOutAt } from "../support/gateway/misbehaviours";
import { readParts } from "../support/gateway/read-parts";

/* `@defer` over HTTP: what comes when, in the forms that clients read. */

const lines: Record<string, unknown>[] = [];
const log = pino(
  { base: null },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  }),
);
let fixture: GatewayFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
  lines.length = 0;
});

async function start(overrides: Parameters<typeof startFixture>[0] = {}): Promise<GatewayFixture> {
  fixture = await startFixture(
    { SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000, ...overrides },
    log,
  );
  return fixture;
}

const query = 'query Ward { unit(code: "00004") { name ... @defer(label: "tasks") { overdue } } }';
const apollo = "multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9";
const urql =
  "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed";
const first = { data: { unit: { name: "Ba Đình" } }, hasNext: true };
const second = { incremental: [{ label: "tasks", path: ["unit"], data: { overdue: 3 } }], hasNext: false };
const whole = { data: { unit: { name: "Ba Đình", overdue: 3 } } };

interface Asked {
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  variables?: Record<string, unknown>;
  query?: string;
}

async function ask(url: string, { accept = apollo, headers, signal, variables, query: text = query }: Asked) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept, ...headers },
    body: JSON.stringify({ query: text, variables }),
    ...(signal && { signal }),
  });
  return { response, parts: readParts(response.body) };
}

async function all(parts: AsyncIterable<unknown>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const part of parts) read.push(part);
  return read;
}

/** Has the subgraph wait until it is released. */
function held(): {
  misbehaviour: Misbehaviour;
  asked: Promise<void>;
  closed: Promise<void>;
  release: () => void;
} {
  const [asked, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let waiting: (() => void)[] | undefined = [];
  return {
    misbehaviour(response: ServerResponse, request) {
      response.once("close", () => closed.resolve());
      if (waiting) waiting.push(() => right(response, request));
      else right(response, request);
      asked.resolve();
    },
    asked: asked.promise,
    closed: closed.promise,
    release() {
      for (const answer of waiting ?? []) answer();
      waiting = undefined;
    },
  };
}

describe("an answer in parts", () => {
  it.each(["identity", "gzip", "br", "zstd, br;q=0.5"])(
    "has its first part while a slow sector has not answered, with Accept-Encoding %s",
    async (encoding) => {
      const { gateway, tasks } = await start();
      const { misbehaviour, release } = held();
      tasks.misbehave(misbehaviour);
      const headers = { "accept-encoding": encoding };
      const { response, parts } = await ask(gateway.url, { headers });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": 'multipart/mixed; boundary="-"; deferSpec=20220824',
        "cache-control": "no-store, no-transform",
      });
      expect((await parts.next()).value).toEqual(first);
      release();
      expect((await parts.next()).value).toEqual(second);
      expect((await parts.next()).done).toBe(true);
    },
  );

  it("has a part for each object of a list, those that are ready together in one", async () => {
    const { gateway } = await start();
    const text =
      "{ units { ...Name ...Tasks @defer } } fragment Name on Unit { name } fragment Tasks on Unit { overdue }";
    const { parts } = await ask(gateway.url, { query: text });
    expect(await all(parts)).toEqual([
      { data: { units: [{ name: "Ba Đình" }, { name: "Ngọc Hà" }] }, hasNext: true },
      {
        incremental: [0, 1].map((index) => ({ path: ["units", index], data: { overdue: 3 } })),
        hasNext: false,
      },
    ]);
  });

  it("has what is deferred within what is deferred after it, and whatever of both is asked of one sector from one fetch", async () => {
    const { gateway, units, tasks } = await start();
    const text = `{ ... @defer(label: "outer") { unit(code: "00004") { code ... @defer(label: "inner") { overdue } } } }`;
    const { parts } = await ask(gateway.url, { query: text });
    const read = await all(parts);
    expect(read[0]).toEqual({ data: {}, hasNext: true });
    expect(read.slice(1).flatMap((part) => Object(part).incremental)).toEqual([
      { label: "outer", path: [], data: { unit: { code: "00004" } } },
      { label: "inner", path: ["unit"], data: { overdue: 3 } },
    ]);
    expect([units.requests.length, tasks.requests.length]).toEqual([1, 1]);
  });

  it("tells what a sector that is down has taken in the part that it is of, at its whole path", async () => {
    const { gateway, tasks } = await start();
    tasks.setDown(true);
    const { parts } = await ask(gateway.url, {});
    const errors = [errorAt("unit", "overdue")];
    expect(await all(parts)).toEqual([
      first,
      { incremental: [{ label: "tasks", path: ["unit"], errors, data: { overdue: null } }], hasNext: false },
    ]);
  });

  it("ends by the request's deadline", async () => {
    const { gateway, tasks } = await start({ REQUEST_TIMEOUT_MS: 500 });
    tasks.misbehave(() => {});
    const { parts } = await ask(gateway.url, {});
    const errors = [timedOutAt("unit", "overdue")];
    expect(await all(parts)).toEqual([
      first,
      { incremental: [{ label: "tasks", path: ["unit"], errors, data: { overdue: null } }], hasNext: false },
    ]);
  });

  it("asks nobody for a client that has gone", async () => {
    const { gateway, tasks } = await start();
    const { misbehaviour, asked, closed } = held();
    tasks.misbehave(misbehaviour);
    const client = new AbortController();
    const { parts } = await ask(gateway.url, { signal: client.signal });
    expect((await parts.next()).value).toEqual(first);
    await asked;
    client.abort();
    await closed;
  });

  it("is sent to its end by a gateway that is stopped meanwhile", async () => {
    const { gateway, tasks, stop } = await start();
    const { misbehaviour, release } = held();
    tasks.misbehave(misbehaviour);
    const { parts } = await ask(gateway.url, {});
    await parts.next();
    fixture = undefined;
    const stopped = stop();
    release();
    expect(await all(parts)).toEqual([second]);
    await stopped;
  });

  it("is one operation in the log, with the outcome of all its parts and the cost of the whole", async () => {
    const { gateway, tasks } = await start();
    const line = () => eventually(async () => lines.find(({ msg }) => msg === "request"));
    await postQuery(gateway.url, query);
    const { cost } = await line();
    lines.length = 0;
    tasks.setDown(true);
    await all((await ask(gateway.url, {})).parts);
    expect(await line()).toMatchObject({ operation: "Ward", cost, outcome: "SERVICE_UNAVAILABLE" });
    expect(lines.filter(({ msg }) => msg === "request")).toHaveLength(1);
  });
});

describe("an operation with @defer", () => {
  it.each([
    [apollo, true],
    [urql, true],
    ["multipart/mixed", true],
    ['Multipart/Mixed; deferSpec="20220824"; q=0.5, application/json', true],
    ["application/json", false],
    ["*/*", false],
    ["multipart/mixed;q=0, application/json", false],
    ["multipart/mixed;incrementalSpec=v0.2, application/json", false],
    ["multipart/mixed;boundary=graphql;subscriptionSpec=1.0, application/json", false],
  ])("is answered in parts or whole as Accept allows: %s", async (accept, isInParts) => {
    const { gateway } = await start();
    const { response, parts } = await ask(gateway.url, { accept });
    expect(isInParts ? await all(parts) : await response.json()).toEqual(isInParts ? [first, second] : whole);
  });

  it.each([
    ["nothing is deferred", { query: query.replace("@defer(", "@defer(if: false, ") }],
    ["a variable says so", { query: withVariable("Boolean! = true"), variables: { later: false } }],
    ["its cost is asked for", { headers: { "x-graph-cost": "1" } }],
  ])("is answered whole where %s", async (_, asked) => {
    const { gateway } = await start();
    const { response } = await ask(gateway.url, asked);
    expect(response.headers.get("content-type")).toMatch("json");
    expect(await response.json()).toMatchObject(whole);
  });

  it("is answered whole where no object has what is deferred", async () => {
    const { gateway } = await start();
    const text = '{ unit(code: "nothing") { name ... @defer { overdue } } }';
    expect(await (await ask(gateway.url, { query: text })).response.json()).toEqual({ data: { unit: null } });
  });

  it("is answered in parts where a variable without a value would say otherwise", async () => {
    const { gateway } = await start();
    const { parts } = await ask(gateway.url, { query: withVariable("Boolean = true") });
    expect(await all(parts)).toEqual([first, second]);
  });

  it.each([
    [
      "the label of another",
      '{ unit(code: 1) { ... @defer(label: "a") { name } ... @defer(label: "a") { code } } }',
      "label of its own",
    ],
    [
      "a label in a variable",
      "query ($a: String) { ... @defer(label: $a) { units { name } } }",
      "to be a text",
    ],
    ["the root of a mutation", "mutation { ... @defer { closeTask } }", "at the root of a mutation"],
    ["a field", "{ units @defer { name } }", "may not be used on FIELD"],
    [
      "more than can be looked after",
      `{ ${"... @defer { units { name } } ".repeat(65)} }`,
      "at most 64 @defer",
    ],
  ])("is refused with %s", async (_, text, problem) => {
    const { gateway } = await start();
    const { response } = await ask(gateway.url, { query: text });
    const { errors } = Object(await response.json());
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(problem),
        extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
      }),
    ]);
  });

  it("asks the subgraphs what it asks without", async () => {
    const { gateway, tasks } = await start();
    await postQuery(gateway.url, '{ unit(code: "00004") { name overdue } }');
    await all((await ask(gateway.url, {})).parts);
    const [plain, deferred] = tasks.requests.map(({ query, variables }) => ({ query, variables }));
    expect(deferred).toEqual(plain);
  });
});

function withVariable(type: string): string {
  return query.replace("query Ward", `query Ward($later: ${type})`).replace("@defer(", "@defer(if: $later, ");
}

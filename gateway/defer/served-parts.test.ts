import "../config/environment";
import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import pino from "pino";
import {
  allParts,
  askInParts,
  deferredQuery,
  firstPart,
  secondPart,
} from "../../test/support/gateway/ask-in-parts";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { eventually, postQuery } from "../../test/support/gateway/gateway-request";
import type { Misbehaviour } from "../../test/support/gateway/gateway-stub";
import { errorAt, right, timedOutAt } from "../../test/support/gateway/misbehaviours";

/* Answers in parts over HTTP: what comes when. */

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
      const { response, parts } = await askInParts(gateway.url, { headers });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": 'multipart/mixed; boundary="-"; deferSpec=20220824',
        "cache-control": "no-store, no-transform",
      });
      expect((await parts.next()).value).toEqual(firstPart);
      release();
      expect((await parts.next()).value).toEqual(secondPart);
      expect((await parts.next()).done).toBe(true);
    },
  );

  it("has a part for each object of a list, those that are ready together in one", async () => {
    const { gateway } = await start();
    const text =
      "{ units { ...Name ...Tasks @defer } } fragment Name on Unit { name } fragment Tasks on Unit { overdue }";
    const { parts } = await askInParts(gateway.url, { query: text });
    expect(await allParts(parts)).toEqual([
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
    const { parts } = await askInParts(gateway.url, { query: text });
    const read = await allParts(parts);
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
    const { parts } = await askInParts(gateway.url);
    const errors = [errorAt("unit", "overdue")];
    expect(await allParts(parts)).toEqual([
      firstPart,
      { incremental: [{ label: "tasks", path: ["unit"], errors, data: { overdue: null } }], hasNext: false },
    ]);
  });

  it("ends by the request's deadline", async () => {
    const { gateway, tasks } = await start({ REQUEST_TIMEOUT_MS: 500 });
    tasks.misbehave(() => {});
    const { parts } = await askInParts(gateway.url);
    const errors = [timedOutAt("unit", "overdue")];
    expect(await allParts(parts)).toEqual([
      firstPart,
      { incremental: [{ label: "tasks", path: ["unit"], errors, data: { overdue: null } }], hasNext: false },
    ]);
  });

  it("asks nobody for a client that has gone", async () => {
    const { gateway, tasks } = await start();
    const { misbehaviour, asked, closed } = held();
    tasks.misbehave(misbehaviour);
    const client = new AbortController();
    const { parts } = await askInParts(gateway.url, { signal: client.signal });
    expect((await parts.next()).value).toEqual(firstPart);
    await asked;
    client.abort();
    await closed;
  });

  it("is sent to its end by a gateway that is stopped meanwhile", async () => {
    const { gateway, tasks, stop } = await start();
    const { misbehaviour, release } = held();
    tasks.misbehave(misbehaviour);
    const { parts } = await askInParts(gateway.url);
    await parts.next();
    fixture = undefined;
    const stopped = stop();
    release();
    expect(await allParts(parts)).toEqual([secondPart]);
    await stopped;
  });

  it("is one operation in the log, with the outcome of all its parts and the cost of the whole", async () => {
    const { gateway, tasks } = await start();
    const line = () => eventually(async () => lines.find(({ msg }) => msg === "request"));
    await postQuery(gateway.url, deferredQuery);
    const { cost } = await line();
    lines.length = 0;
    tasks.setDown(true);
    await allParts((await askInParts(gateway.url)).parts);
    expect(await line()).toMatchObject({ operation: "Ward", cost, outcome: "SERVICE_UNAVAILABLE" });
    expect(lines.filter(({ msg }) => msg === "request")).toHaveLength(1);
  });
});

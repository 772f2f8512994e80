import "../config/environment";
import { Writable } from "node:stream";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import pino from "pino";
import { Pool } from "undici";
import {
  compose,
  type GatewayFixture,
  startFixture,
  startOver,
  startTasks,
  startUnits,
  token,
} from "../../test/support/gateway/gateway-fixture";
import { eventually } from "../../test/support/gateway/gateway-request";
import { sendJson } from "../../test/support/gateway/gateway-stub";
import type { GatewayOptions } from "../gateway-options";

/*
 * Answers that are kept: sent again without a fetch while the subgraphs say, each time, that nothing has changed since.
 */
const keeping: Partial<GatewayOptions["config"]> = { GATEWAY_EXECUTOR: "own", KEPT_ANSWERS_MB: 8 };
let fixture: GatewayFixture;
/** Another text for each test, of which nothing is kept yet. */
let query = "";
let texts = 0;
beforeAll(async () => {
  fixture = await startFixture(keeping);
});
afterAll(() => fixture.stop());
beforeEach(() => {
  query = `{ units { name overdue } } # ${texts++}`;
  for (const stub of stubs()) {
    stub.misbehave(undefined);
    stub.states.begin();
    stub.states.leave(false);
    stub.states.until = null;
    stub.states.before = () => undefined;
    stub.requests.length = 0;
  }
});

interface Asking {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  url?: string;
}

async function ask(text = query, { headers, signal, url = fixture.gateway.url }: Asking = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: text }),
    ...(signal && { signal }),
  });
  return response.text();
}

const stubs = () => [fixture.units, fixture.tasks];
/** How many requests for data each subgraph has had since it was last asked this. */
function fetches(): number[] {
  return stubs().map((stub) => stub.requests.splice(0).length);
}

/** Asks until an answer is sent without a fetch. */
async function askUntilKept(text = query, asking: Asking = {}): Promise<string> {
  for (let time = 0; time < 2; time++) await ask(text, asking);
  fetches();
  const answer = await ask(text, asking);
  expect(fetches()).toEqual([0, 0]);
  return answer;
}

const answered = (each: number) => ({ data: { _entities: [{ overdue: each }, { overdue: each }] } });
let overdue = 3;
/** Another number of overdue tasks, which the subgraph tells of when it is committed: never later. */
function commit(): number {
  overdue += 1;
  const now = overdue;
  fixture.tasks.misbehave((response) => sendJson(response, answered(now)));
  fixture.tasks.states.change();
  return now;
}

const overdueIn = (answer: string): unknown => JSON.parse(answer).data?.units?.[0]?.overdue;

it("sends an answer again without a fetch, byte for byte, until something has changed", async () => {
  const first = await ask();
  expect(await askUntilKept()).toBe(first);
  const now = commit();
  expect(overdueIn(await ask())).toBe(now);
  expect(fetches()).toEqual([1, 1]);
  expect(overdueIn(await ask())).toBe(now);
  expect(fetches()).toEqual([0, 0]);
});

it("asks for the state after each request came: what was found out before is of no use to it", async () => {
  await askUntilKept();
  // The state is read before the commit, and told after it, as a notification that is on its way.
  const [read, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  fixture.tasks.states.before = () => {
    fixture.tasks.states.before = () => undefined;
    read.resolve();
    return told.promise;
  };
  const early = ask();
  await read.promise;
  const now = commit();
  const late = ask();
  // It has come when one that was sent after it is answered.
  await ask(`{ units { code } } # ${texts++}`);
  told.resolve();
  // Whoever asked before the commit may get either.
  expect([3, now]).toContain(overdueIn(await early));
  expect(overdueIn(await late)).toBe(now);
});

it("keeps nothing of a run during which something was committed", async () => {
  await ask();
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  fixture.tasks.misbehave(async (response) => {
    reached.resolve();
    await go.promise;
    sendJson(response, answered(3));
  });
  const during = ask();
  await reached.promise;
  const now = commit();
  go.resolve();
  expect(overdueIn(await during)).toBe(3);
  expect(overdueIn(await ask())).toBe(now);
});

it("has one request run the query when something has changed, and all others take its answer", async () => {
  await askUntilKept();
  const now = commit();
  const found = await Promise.all(Array.from({ length: 30 }, () => ask()));
  expect(new Set(found.map(overdueIn))).toEqual(new Set([now]));
  expect(fetches()).toEqual([1, 1]);
});

it("shares one question about the state among all that wait", async () => {
  await askUntilKept();
  const before = fixture.tasks.states.asked;
  const held = Promise.withResolvers<void>();
  fixture.tasks.states.before = () => held.promise;
  const first = ask();
  await eventually(async () => (fixture.tasks.states.asked > before ? true : undefined));
  const rest = Array.from({ length: 40 }, () => ask());
  // All of them have been read when one that came after them is answered.
  await ask("{ units { code } }");
  held.resolve();
  await Promise.all([first, ...rest]);
  expect(fixture.tasks.states.asked - before).toBeLessThan(10);
  expect(fetches()).toEqual([1, 0]);
});

it("goes on by another when the client has gone whose run others wait for", async () => {
  await askUntilKept();
  const now = commit();
  const reached = Promise.withResolvers<void>();
  fixture.tasks.misbehave(() => reached.resolve());
  const leaving = new AbortController();
  const gone = ask(query, { signal: leaving.signal }).catch((error: Error) => error.name);
  await reached.promise;
  const rest = [ask(), ask(), ask()];
  fixture.tasks.misbehave((response) => sendJson(response, answered(now)));
  leaving.abort();
  expect(await gone).toBe("AbortError");
  expect((await Promise.all(rest)).map(overdueIn)).toEqual([now, now, now]);
});

it("gives each viewer what was answered to one like it", async () => {
  const analyst = async (sub: string) => ({
    headers: { authorization: `Bearer ${await token({ role: "analyst", sub })}` },
  });
  const [one, other] = [await analyst("one"), await analyst("other")];
  await askUntilKept();
  await ask(query, one);
  expect(fetches()).toEqual([1, 1]);
  await askUntilKept(query, one);
  await ask(query, other);
  expect(fetches()).toEqual([1, 1]);
  await askUntilKept(query, other);
  await ask();
  expect(fetches()).toEqual([0, 0]);
});

const never: [string, string, Record<string, string>][] = [
  ["an introspection", "{ __schema { queryType { name } } units { name overdue } }", {}],
  ["what tells its cost", "{ units { name overdue } }", { "x-graph-cost": "1" }],
  ["an answer with errors", "{ unit(code: $x) { name } }", {}],
];
it.each(never)("does not keep %s", async (_case, text, headers) => {
  for (let time = 0; time < 4; time++) await ask(text, { headers });
  fixture.units.states.asked = 0;
  await ask(text, { headers });
  expect(fixture.units.states.asked).toBe(0);
});

it("does not keep an answer in which a subgraph failed, or told an error", async () => {
  const failures = [
    () => fixture.tasks.misbehave((response) => response.destroy()),
    () =>
      fixture.tasks.misbehave((response) =>
        sendJson(response, {
          data: { _entities: [{ overdue: null }, { overdue: 3 }] },
          errors: [{ message: "no", path: ["_entities", 0, "overdue"] }],
        }),
      ),
  ];
  for (const fail of failures) {
    fail();
    for (let time = 0; time < 4; time++) await ask();
    fetches();
    await ask();
    expect(fetches()[0]).toBeGreaterThan(0);
    fixture.tasks.misbehave(undefined);
  }
});

it("asks ever more seldom for states where an answer cannot be kept", async () => {
  fixture.tasks.states.leave(true);
  fixture.tasks.states.asked = 0;
  for (let time = 0; time < 40; time++) await ask();
  expect(fixture.tasks.states.asked).toBe(5);
});

it("does not keep what a subgraph answers out of its state, nor of one that tells none", async () => {
  fixture.tasks.states.leave(true);
  for (let time = 0; time < 4; time++) await ask();
  fetches();
  await ask();
  expect(fetches()).toEqual([1, 1]);
  // One that was never asked for anything else.
  const [units, tasks] = await Promise.all([startUnits(), startTasks()]);
  units.states.begin();
  const gateway = await startOver(compose([units, tasks]), keeping);
  await gateway.ready;
  for (let time = 0; time < 5; time++) await ask(query, { url: gateway.url });
  expect([units.requests.length, tasks.requests.length]).toEqual([5, 5]);
  // It has said so once, and is not asked again with each request.
  expect(tasks.states.asked).toBe(1);
  await gateway.stop();
  await Promise.all([units.stop(), tasks.stop()]);
});

it("runs as ever while the state of a subgraph is not to be had", async () => {
  const gateway = await startOver(fixture.supergraphSdl, keeping);
  await gateway.ready;
  const { url } = gateway;
  await askUntilKept(query, { url });
  fixture.tasks.states.before = () => new Promise(() => undefined);
  const answers = await Promise.all([ask(query, { url }), ask(query, { url }), ask(query, { url })]);
  expect(answers.map(overdueIn)).toEqual([3, 3, 3]);
  expect(fetches()).toEqual([3, 3]);
  await gateway.stop();
});

it("ends an answer when the clock changes what it says", async () => {
  let now = new Date("2025-11-14T23:59:58.000+07:00");
  const { tasks } = fixture;
  tasks.states.until = "2025-11-14T17:00:00.000Z";
  const gateway = await startOver(fixture.supergraphSdl, keeping, { clock: { now: () => now } });
  await gateway.ready;
  const url = gateway.url;
  await askUntilKept(query, { url });
  now = new Date("2025-11-14T23:59:59.999+07:00");
  await ask(query, { url });
  expect(fetches()).toEqual([0, 0]);
  now = new Date("2025-11-15T00:00:00.000+07:00");
  tasks.states.until = "2025-11-15T17:00:00.000Z";
  await ask(query, { url });
  expect(fetches()).toEqual([1, 1]);
  await ask(query, { url });
  expect(fetches()).toEqual([0, 0]);
  await gateway.stop();
});

it("begins with nothing when another supergraph takes over", async () => {
  const gateway = await startOver(fixture.supergraphSdl, keeping);
  await gateway.ready;
  const { url } = gateway;
  await askUntilKept(query, { url });
  const replaced = await Promise.all([startUnits(), startTasks(9)]);
  for (const stub of replaced) stub.states.begin();
  const prepared = await gateway.prepare(compose(replaced));
  prepared.commit();
  expect(overdueIn(await ask(query, { url }))).toBe(9);
  await gateway.stop();
  await Promise.all(replaced.map((stub) => stub.stop()));
});

it("makes others go when there is no room", async () => {
  const gateway = await startOver(fixture.supergraphSdl, { ...keeping, KEPT_ANSWERS_MB: 1 });
  await gateway.ready;
  const { url } = gateway;
  const all = [300_000, 300_001, 300_002, 300_003].map((length) => `{ note(length: ${length}) }`);
  for (const text of all) await askUntilKept(text, { url });
  const again: number[] = [];
  for (const text of all.toReversed()) {
    await ask(text, { url });
    again.push(fetches()[0] ?? 0);
  }
  expect(again[0]).toBe(0);
  expect(again).toContain(1);
  await gateway.stop();
});

describe("over HTTP", () => {
  let client: Pool;
  beforeEach(() => {
    client = new Pool(fixture.gateway.url, { connections: 1 });
  });
  afterEach(() => client.close());

  async function get(headers: Record<string, string> = {}, text = query) {
    const path = `/graphql?query=${encodeURIComponent(text)}`;
    const answer = await client.request({
      method: "GET",
      path,
      headers: { accept: "application/json", ...headers },
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const { date, "x-request-id": _id, ...head } = answer.headers;
    void date;
    return { status: answer.statusCode, head, bytes };
  }
  let large = "";
  beforeEach(() => {
    large = `{ note(length: 5000) units { name overdue } } # ${texts++}`;
  });

  it.each(["br", "gzip", "zstd", "identity", "gzip, br", "br;q=0.1, gzip;q=0.9", "*"])(
    "has the same head as one that was executed, and the same content, for accept-encoding %s",
    async (accepted) => {
      const headers = { "accept-encoding": accepted };
      const executed = await get(headers, large);
      await get(headers, large);
      fetches();
      const kept = [await get(headers, large), await get(headers, large)];
      expect(fetches()).toEqual([0, 0]);
      const plain = ({ head, bytes }: typeof executed) => {
        const encoding = head["content-encoding"];
        if (encoding === "br") return brotliDecompressSync(bytes).toString();
        if (encoding === "zstd") return zstdDecompressSync(bytes).toString();
        return encoding === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
      };
      const headOf = ({ head }: typeof executed) => {
        const { "content-length": _length, "transfer-encoding": _coding, vary, ...rest } = head;
        return { ...rest, vary: String(vary).split(", ").sort() };
      };
      for (const one of kept) {
        expect(headOf(one)).toEqual(headOf(executed));
        expect(plain(one)).toEqual(plain(executed));
      }
    },
  );

  it("answers 304 to whoever has it, and the whole to whoever has another", async () => {
    const { head } = await get({}, large);
    await get({}, large);
    fetches();
    const etag = String(head.etag);
    for (const encoding of ["br", "identity"]) {
      const same = await get({ "if-none-match": etag, "accept-encoding": encoding }, large);
      expect([same.status, same.bytes.length, same.head.etag]).toEqual([304, 0, etag]);
      expect(same.head["content-encoding"]).toBeUndefined();
    }
    expect(fetches()).toEqual([0, 0]);
    commit();
    const other = await get({ "if-none-match": etag }, large);
    expect([other.status, other.head.etag === etag]).toEqual([200, false]);
  });
});

it("counts a tenth of its cost in the client's rate", async () => {
  const rates = { public: 100_000, analyst: 0, editor: 0, admin: 0 };
  const gateway = await startOver(fixture.supergraphSdl, { ...keeping, rates });
  await gateway.ready;
  const left = async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    await response.text();
    return Number(/r=(\d+)/.exec(response.headers.get("ratelimit") ?? "")?.[1]);
  };
  const seen = [await left(), await left(), await left(), await left()];
  const spent = seen.slice(1).map((each, at) => Number(seen[at]) - each);
  const [whole = 0] = spent;
  expect(whole).toBeGreaterThan(10);
  expect(spent).toEqual([whole, Math.ceil(whole / 10), Math.ceil(whole / 10)]);
  await gateway.stop();
});

it("is told in the request log, beside what it would have cost", async () => {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const gateway = await startOver(fixture.supergraphSdl, keeping, { log: pino({ level: "info" }, sink) });
  await gateway.ready;
  for (let time = 0; time < 3; time++) await ask(query, { url: gateway.url });
  const told = await eventually(async () => {
    const found = lines.filter(({ msg }) => msg === "request");
    return found.length === 3 ? found : undefined;
  });
  expect(told.map(({ kept, outcome, cost }) => ({ kept, outcome, cost }))).toEqual([
    { kept: undefined, outcome: "OK", cost: told[0]?.cost },
    { kept: undefined, outcome: "OK", cost: told[0]?.cost },
    { kept: true, outcome: "OK", cost: told[0]?.cost },
  ]);
  expect(told[0]?.cost).toBeGreaterThan(10);
  await gateway.stop();
});

import "../config/environment";
import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { type GatewayFixture, startFixture, token } from "../../test/support/gateway/gateway-fixture";
import { sendJson } from "../../test/support/gateway/gateway-stub";

/*
 * Equal requests that come at once, at a gateway before its subgraphs.
 */
const query = "{ units { name overdue } }";
let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ GATEWAY_EXECUTOR: "own", SHARED_RUNS: "on" });
});
afterAll(() => fixture.stop());
beforeEach(() => {
  for (const stub of [fixture.units, fixture.tasks]) stub.misbehave(undefined);
});

interface Asking {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  text?: string;
}

async function ask({ headers, signal, text = query }: Asking = {}): Promise<string> {
  const response = await request(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: text }),
    ...(signal && { signal }),
  });
  const body = Buffer.from(await response.body.arrayBuffer());
  return (response.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
}

const answered = (each: number) => ({ data: { _entities: [{ overdue: each }, { overdue: each }] } });
const overdueIn = (answer: string): unknown => JSON.parse(answer).data?.units?.[0]?.overdue;

/** Holds the tasks of each run until its number is let go; a run has the number of overdue tasks that was when it came. */
function holdRuns() {
  let overdue = 3;
  let came = Promise.withResolvers<void>();
  const held: (() => void)[] = [];
  fixture.tasks.misbehave((response) => {
    const answer = answered(overdue);
    held.push(() => sendJson(response, answer));
    came.resolve();
  });
  return {
    change: () => {
      overdue += 1;
      return overdue;
    },
    /** The next run that has come. */
    async next(): Promise<() => void> {
      while (held.length === 0) {
        await came.promise;
        came = Promise.withResolvers();
      }
      return held.shift() ?? (() => undefined);
    },
  };
}

it("answers those that come during a run by the next, whose fetches begin after they came", async () => {
  const runs = holdRuns();
  const first = ask();
  const endFirst = await runs.next();
  const now = runs.change();
  const rest = Array.from({ length: 30 }, (_, at) =>
    ask({ headers: at % 2 === 0 ? {} : { "accept-encoding": "gzip" } }),
  );
  const endSecond = await runs.next();
  endFirst();
  expect(overdueIn(await first)).toBe(3);
  endSecond();
  // Some may have been read after the second run began: how many share one, a busy machine decides.
  const all = Promise.all(rest);
  for (let isEnded = false; !isEnded; ) {
    const end = await Promise.race([runs.next(), all.then(() => undefined)]);
    if (end) end();
    else isEnded = true;
  }
  expect((await all).map(overdueIn)).toEqual(rest.map(() => now));
});

it("is not shared with another viewer, nor by what differs in a name", async () => {
  const runs = holdRuns();
  const headers = { authorization: `Bearer ${await token({ role: "analyst", sub: "one" })}` };
  const answers = [ask(), ask({ headers }), ask({ text: "{ units { called: name overdue } }" })];
  for (const _ of answers) (await runs.next())();
  const texts = await Promise.all(answers);
  expect(texts.map(overdueIn)).toEqual([3, 3, 3]);
  expect(Object.keys(JSON.parse(texts[2] ?? "").data.units[0])).toEqual(["called", "overdue"]);
});

it("goes on for the others when one has gone", async () => {
  const runs = holdRuns();
  const leaving = new AbortController();
  const gone = ask({ signal: leaving.signal }).catch((error: Error) => error.name);
  const stays = ask();
  const end = await runs.next();
  leaving.abort();
  expect(await gone).toBe("AbortError");
  end();
  // The other may have come too late for that run.
  void runs.next().then((other) => other());
  expect(overdueIn(await stays)).toBe(3);
});

it("tells all of a failure, in each one's answer", async () => {
  fixture.tasks.misbehave((response) => sendJson(response, { errors: [{ message: "gone" }] }, 503));
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask()));
  for (const answer of answers) {
    const { data, errors } = JSON.parse(answer);
    expect([errors.length > 0, data.units[0].overdue]).toEqual([true, null]);
  }
});

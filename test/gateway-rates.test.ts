import "../gateway/environment";
import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { addressGroup } from "../gateway/rates/register-rates";
import { installedValkey, startValkey, type ValkeyServer } from "./support/debian-valkey";
import { type GatewayFixture, startFixture, token } from "./support/gateway-fixture";
import { eventually, postQuery, request } from "./support/gateway-request";

/* What a client may ask for in a minute: here three times an operation that costs 4.02. */

const query = "{ overdueTasks }";
const rates = { public: 12, analyst: 24, editor: 12, admin: 0 };
const running: GatewayFixture[] = [];
const start = async (overrides: Parameters<typeof startFixture>[0] = {}) => {
  const fixture = await startFixture({ rates, ...overrides });
  running.push(fixture);
  return fixture;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((fixture) => fixture.stop()));
});

const told = ({ status, headers, body }: Awaited<ReturnType<typeof postQuery>>) => ({
  status,
  limit: headers.get("ratelimit")?.replace(/t=\d+/, "t=…") ?? null,
  retryAfter: headers.get("retry-after"),
  code: (body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code,
});

it("is counted in cost, told in each answer, and refused with 429 until the minute is over", async () => {
  const { gateway, tasks } = await start();
  const answers = [];
  for (let asked = 0; asked < 4; asked++) answers.push(await postQuery(gateway.url, query));
  expect(answers.map(told)).toEqual([
    { status: 200, limit: '"cost";r=7;t=…', retryAfter: null, code: undefined },
    { status: 200, limit: '"cost";r=2;t=…', retryAfter: null, code: undefined },
    { status: 200, limit: '"cost";r=0;t=…', retryAfter: null, code: undefined },
    { status: 429, limit: '"cost";r=0;t=…', retryAfter: expect.any(String), code: "RATE_LIMITED" },
  ]);
  const last = answers[3];
  expect(last?.headers.get("ratelimit-policy")).toBe('"cost";q=12;w=60');
  const seconds = Number(last?.headers.get("retry-after"));
  expect(seconds > 50 && seconds <= 60).toBe(true);
  expect(last?.body).toEqual({
    errors: [
      {
        message: `Expected operations of at most 12 in cost within 60 s; ask again in ${seconds} s.`,
        extensions: { code: "RATE_LIMITED", retryAfter: seconds },
      },
    ],
  });
  expect(tasks.requests).toHaveLength(3);
});

it("is each subject's own, and each address's that asks without a token; and some have none", async () => {
  const { gateway } = await start();
  const ask = async (headers: Record<string, string> = {}) =>
    (await postQuery(gateway.url, query, { headers })).status;
  const as = async (sub: string, role: string) => ({ authorization: `Bearer ${await token({ sub, role })}` });
  const statuses = async (headers?: Record<string, string>) => {
    const answered = [];
    for (let asked = 0; asked < 7; asked++) answered.push(await ask(headers));
    return answered.filter((status) => status === 200).length;
  };
  expect(await statuses()).toBe(3);
  expect(await statuses(await as("an", "analyst"))).toBe(5);
  expect(await statuses(await as("binh", "analyst"))).toBe(5);
  expect(await statuses(await as("an", "analyst"))).toBe(0);
  expect(await statuses(await as("chi", "admin"))).toBe(7);
});

it("goes by the address that the stated proxies saw, whatever a client says itself", async () => {
  const behind = await start({ PROXIES: 1 });
  const direct = await start();
  const answered = async ({ gateway }: GatewayFixture, forwarded: (asked: number) => string) => {
    const statuses = [];
    for (let asked = 0; asked < 6; asked++) {
      const headers = { "x-forwarded-for": forwarded(asked) };
      statuses.push((await postQuery(gateway.url, query, { headers })).status);
    }
    return statuses.filter((status) => status === 200).length;
  };
  expect(await answered(behind, (asked) => `192.0.2.${asked}`)).toBe(6);
  expect(await answered(behind, (asked) => `192.0.2.${asked}, 198.51.100.1`)).toBe(3);
  expect(await answered(behind, (asked) => `2001:db8:0:1::${asked}`)).toBe(3);
  expect(await answered(direct, (asked) => `192.0.2.${asked}`)).toBe(3);
});

it("takes IPv6 addresses of one network together", () => {
  const addresses = ["2001:db8:0:1::1", "2001:DB8::1:0:0:0:2", "::1", "::ffff:192.0.2.1", "192.0.2.1"];
  expect(addresses.map(addressGroup)).toEqual([
    "2001:db8:0:1::/64",
    "2001:db8:0:1::/64",
    "0:0:0:0::/64",
    "192.0.2.1",
    "192.0.2.1",
  ]);
});

it("refuses who has nothing left before the body is read", async () => {
  const { gateway } = await start();
  for (let asked = 0; asked < 3; asked++) await postQuery(gateway.url, query);
  const { port, hostname } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{",
  );
  let answer = "";
  for await (const chunk of socket) {
    answer += String(chunk);
    if (answer.includes("RATE_LIMITED")) break;
  }
  expect(answer).toMatch(/^HTTP\/1.1 429 /);
});

/** Large enough for a few of them to be all that is refused at once. */
const blanks = " ".repeat(400_000);
it.each([
  { status: 400, body: `{${blanks}` },
  { status: 200, body: JSON.stringify({ query: `{${blanks}` }) },
])(
  "holds back refusals with status $status that come fast, and keeps nobody else waiting",
  async (refused) => {
    const { gateway } = await start({ rates: { ...rates, public: 1_000_000, analyst: 1_000_000 } });
    const headers = { "content-type": "application/json", accept: "application/json" };
    const began = performance.now();
    const flood = Array.from({ length: 20 }, async () => {
      const { status } = await request(`${gateway.url}/graphql`, {
        method: "POST",
        headers,
        body: refused.body,
      });
      return status;
    });
    const other = { authorization: `Bearer ${await token({ sub: "an", role: "analyst" })}` };
    for (let asked = 0; asked < 20; asked++)
      expect((await postQuery(gateway.url, query, { headers: other })).status).toBe(200);
    expect(await Promise.all(flood)).toEqual(Array(20).fill(refused.status));
    // The earliest that they can all be there, however slow the machine is.
    expect(performance.now() - began).toBeGreaterThan(900);
  },
);

const binary = installedValkey();
const withValkey = binary || process.env.CI ? describe : describe.skip;
withValkey("rates in a Valkey or Redis (Debian's package valkey-server or redis-server)", () => {
  let server: ValkeyServer;
  beforeEach(async () => {
    if (!binary) throw new Error("Expected Debian's package valkey-server or redis-server to be installed.");
    server = await startValkey(binary);
  });
  afterEach(() => server.stop());

  it("are shared by all gateways", async () => {
    const [first, second] = [
      await start({ RATE_STORE_URL: server.url }),
      await start({ RATE_STORE_URL: server.url }),
    ];
    const statuses = [];
    for (const { gateway } of [first, second, first, second, first])
      statuses.push((await postQuery(gateway.url, query)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it("are each process's own while it is away, and shared again afterwards", async () => {
    const { gateway } = await start({ RATE_STORE_URL: server.url });
    await postQuery(gateway.url, query);
    const port = Number(new URL(server.url).port);
    await server.stop();
    const alone = [];
    for (let asked = 0; asked < 4; asked++) alone.push((await postQuery(gateway.url, query)).status);
    expect(alone).toEqual([200, 200, 200, 429]);
    server = await startValkey(binary ?? "", port);
    // A client that has asked for nothing yet.
    const headers = { authorization: `Bearer ${await token({ role: "analyst", sub: "an" })}` };
    const other = await start({ RATE_STORE_URL: server.url });
    await eventually(async () => {
      await nextTurn();
      const here = told(await postQuery(gateway.url, query, { headers }));
      const there = told(await postQuery(other.gateway.url, query, { headers }));
      return here.status === 429 && there.status === 429 ? true : undefined;
    });
  });
});

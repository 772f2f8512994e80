import "reflect-metadata";
import "../../gateway/config/environment";
import type { RunningGateway } from "../../gateway/gateway-options";
import { token } from "../support/gateway/gateway-fixture";
import { eventually } from "../support/gateway/gateway-request";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";

/* The dashboard as the gateway sends it, over all sectors and without a browser: who is charged, and what it never holds. */

let sectors: RunningSectors;
let gateway: RunningGateway;
beforeAll(async () => {
  sectors = await startSectors();
  gateway = await sectors.gatewaySet({ KEPT_ANSWERS_MB: 8, GATEWAY_EXECUTOR: "own" });
  await gateway.ready;
}, 120_000);
afterAll(() => sectors?.close());

const get = (address: string, { url }: RunningGateway = gateway, headers = {}) =>
  fetch(`${url}${address}`, { headers });
const isWhole = (html: string) => html.includes('aria-busy="false"') && !html.includes('aria-busy="true"');
/** What is late the first time is kept for the next. */
const whole = (address: string, from = gateway) =>
  eventually(async () => {
    const html = await (await get(address, from)).text();
    return isWhole(html) ? html : undefined;
  });
/** What the browser is given to begin with. */
function stateOf(html: string): { language: string; answers: { data: object; variables: object }[] } {
  const [, text = ""] = /<script type="application\/json" id="first-view">([^<]*)<\/script>/.exec(html) ?? [];
  return JSON.parse(text);
}

it("holds the figures that the graph answers to the public, and the answers themselves", async () => {
  const html = await whole("/dashboard?lang=en");
  const query = "{ taskStats(groupBy: [AXIS, ASSIGNED_BY]) { totals { overdue } } }";
  const response = await get(`/graphql?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as { data: { taskStats: { totals: { overdue: number } } } };
  const { overdue } = data.taskStats.totals;
  expect(html).toContain(`data-figure="overdue"><dt>Overdue</dt><dd><span class="figure-value">${overdue}<`);
  const { language, answers } = stateOf(html);
  expect([language, answers.length]).toEqual(["en", 5]);
  expect(answers).toContainEqual(
    expect.objectContaining({
      variables: expect.objectContaining({ asOf: null, week: null, lang: "EN" }),
      data: expect.objectContaining({
        taskStats: expect.objectContaining({ totals: expect.objectContaining(data.taskStats.totals) }),
      }),
    }),
  );
});

it("is another when a figure is, and the same is not sent twice", async () => {
  await whole("/dashboard?lang=vi");
  const first = await get("/dashboard?lang=vi");
  const etag = String(first.headers.get("etag"));
  expect(first.headers.get("cache-control")).toBe("no-cache");
  expect((await get("/dashboard?lang=vi", gateway, { "if-none-match": etag })).status).toBe(304);
  const tasks = sectors.subgraphs.get("tasks");
  await tasks?.dataSource.query(
    "UPDATE task SET title = title || ' </script><b>&' WHERE code IN (SELECT code FROM task ORDER BY due_on LIMIT 400)",
  );
  const html = await eventually(async () => {
    const response = await get("/dashboard?lang=vi", gateway, { "if-none-match": etag });
    const text = await response.text();
    return response.status === 200 && isWhole(text) && text.includes("&lt;b&gt;") ? text : undefined;
  });
  // What a row says is a text in the page, and in what the browser reads.
  expect(html.match(/<script(?![^>]* src=)[^>]*>/g)).toEqual([
    '<script type="application/json" id="first-view">',
  ]);
  expect(html).not.toContain("</script><b>");
  expect(JSON.stringify(stateOf(html))).toContain("</script><b>&");
});

it.each([
  "/dashboard?lang=en&q=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
  "/dashboard?lang=en&part=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&day=%27%22",
  "/dashboard?lang=%22%3E%3Cscript%3E&code=%00&part=unit",
])("makes no script of %s", async (address) => {
  const response = await get(address);
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html.match(/<script(?![^>]* src=)[^>]*>/g) ?? []).toEqual(
    html.includes("first-view") ? ['<script type="application/json" id="first-view">'] : [],
  );
  expect(html).not.toContain("<script>");
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
});

it("goes by the address: part, day, unit and language", async () => {
  expect(await whole("/dashboard?lang=en&part=infrastructure")).toContain(">Digital infrastructure</h2>");
  expect(await whole("/dashboard?lang=vi&part=unit&code=00004")).toContain("Phường Ba Đình");
  const past = await whole("/dashboard?lang=en&day=2025-10-31");
  expect(past).toContain('value="2025-10-31"');
  expect(stateOf(past).answers).toContainEqual(
    expect.objectContaining({ variables: expect.objectContaining({ asOf: "2025-10-31" }) }),
  );
  expect(await whole("/dashboard?lang=en&day=2031-01-01")).toContain("01/01/2031 has not come yet");
});

it("charges who asks for it, and comes empty to who has nothing left", async () => {
  const rates = { public: 20_000, analyst: 0, editor: 0, admin: 0 };
  const limited = await sectors.gatewaySet({ rates, GATEWAY_LIMITS: "on" });
  await limited.ready;
  const left: number[] = [];
  const empty = await eventually(async () => {
    const response = await get("/dashboard?lang=en", limited);
    expect(response.status).toBe(200);
    left.push(Number(/r=(\d+)/.exec(response.headers.get("ratelimit") ?? "")?.[1]));
    const html = await response.text();
    return html.includes('<div id="root"></div>') && left.includes(0) ? html : undefined;
  });
  expect(left[0]).toBeLessThan(20_000);
  expect(empty).not.toContain("first-view");
  const query = encodeURIComponent("{ viewer { role } }");
  expect((await get(`/graphql?query=${query}`, limited)).status).toBe(429);
});

it("is nobody's but the public's", async () => {
  await whole("/dashboard");
  const headers = { authorization: `Bearer ${await token({ role: "analyst" })}` };
  expect(await (await get("/dashboard", gateway, headers)).text()).toContain('<div id="root"></div>');
});

it("comes with what is there while a sector is down, and says what is missing", async () => {
  const without = await sectors.gatewayWithout("procedures");
  const html = await eventually(async () => {
    const text = await (await get("/dashboard?lang=en&part=unit&code=00004", without)).text();
    return text.includes("Some figures are missing") ? text : undefined;
  });
  expect(html).toMatch(/data-figure="population"><dt>[^<]*<\/dt><dd><span class="figure-value">\d/);
  expect(html).toContain('data-figure="unit-received"><dt>Received</dt><dd><span class="figure-value">–<');
});

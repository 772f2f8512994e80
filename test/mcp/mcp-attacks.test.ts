import "../../gateway/config/environment";
import type { Client } from "@modelcontextprotocol/client";
import { callTool, connectAssistant } from "../support/gateway/assistant-client";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { sendJson } from "../support/gateway/gateway-stub";

/* What an assistant does that was told to take more than it may, or that goes away. */

let fixture: GatewayFixture;
let client: Client;
beforeAll(async () => {
  fixture = await startFixture({
    SUBGRAPH_TIMEOUT_MS: 60_000,
    REQUEST_TIMEOUT_MS: 60_000,
    MCP_ANSWER_BYTES: 20_000,
  });
  client = await connectAssistant(fixture.gateway.url);
});
afterAll(async () => {
  await client.close();
  await fixture.stop();
});
afterEach(() => {
  fixture.units.misbehave(undefined);
  fixture.tasks.misbehave(undefined);
});

/** The stub of units says that there are so many. */
function serveUnits(count: number): void {
  const units = Array.from({ length: count }, (_, at) => ({
    ...{ __typename: "Unit", code: String(at).padStart(5, "0"), name: `Phường ${at}` },
  }));
  fixture.units.misbehave((response) => sendJson(response, { data: { units } }));
}

describe("an answer that is longer than an assistant takes in", () => {
  it("is refused with the list that is long and how many of its rows would fit, not cut", async () => {
    serveUnits(2_000);
    const { error = "" } = await callTool(client, "run_query", { query: "{ all: units { code name } }" });
    const [, rows] =
      /^QUERY_TOO_COMPLEX: .*The longest list is all with 2000 rows, of which about (\d+) would fit/.exec(
        error,
      ) ?? [];
    expect(error).toMatch(
      /^QUERY_TOO_COMPLEX: Expected an answer of at most 20,000 bytes with its notes, got [\d,]+ of data\./,
    );
    serveUnits(Number(rows));
    const { answer } = await callTool(client, "run_query", { query: "{ all: units { code name } }" });
    expect(answer).toMatchObject({ data: { all: { length: Number(rows) } } });
  });

  it("is refused where it is one long text, in which nothing is narrower", async () => {
    const { error } = await callTool(client, "run_query", { query: "{ note(length: 30000) }" });
    expect(error).toMatch(/^QUERY_TOO_COMPLEX: .* Ask for fewer fields and rows/);
  });

  it("of the schema itself is refused as well", async () => {
    const types =
      "{ __schema { types { name description fields { name description type { name } } inputFields { name } } } }";
    const one = await callTool(client, "run_query", { query: types });
    expect(one.answer ?? one.error).toBeDefined();
    const many = Array.from({ length: 12 }, (_, at) => `s${at}: ${types.slice(1, -1)}`).join(" ");
    expect((await callTool(client, "run_query", { query: `{ ${many} }` })).error).toMatch(
      /^QUERY_TOO_COMPLEX: /,
    );
  });
});

describe("arguments", () => {
  it.each<[string, string, object, RegExp]>([
    [
      "a text of 200,000 characters",
      "run_query",
      { query: `{ units { code } } #${"x".repeat(200_000)}` },
      /Too big/,
    ],
    [
      "a text of 30,000 tokens",
      "run_query",
      { query: `{ ${"units { code } ".repeat(6_000)} }` },
      /^(QUERY_TOO_COMPLEX|GRAPHQL_PARSE_FAILED)/,
    ],
    [
      "fragments that unfold without end",
      "validate_query",
      {
        query: `{ ...F0 } ${Array.from({ length: 30 }, (_, at) => `fragment F${at} on Query { a${at}: __typename ...F${at + 1} ...F${at + 1} }`).join(" ")} fragment F30 on Query { __typename }`,
      },
      /QUERY_TOO_COMPLEX/,
    ],
    [
      "variables of 30,000 values",
      "run_query",
      { query: "{ units { code } }", variables: { codes: Array.from({ length: 30_000 }, () => "x") } },
      /more than the maximum of 20000 elements/,
    ],
    ["a name that every object has", "describe_type", { coordinate: "constructor" }, /^NOT_FOUND/],
    ["a field that every object has", "describe_type", { coordinate: "Unit.toString" }, /^NOT_FOUND/],
    ["blanks", "search_schema", { text: "   " }, /./],
  ])("that are %s", async (_what, tool, args, expected) => {
    const { answer, error } = await callTool(client, tool, { ...args });
    expect(error ?? JSON.stringify(answer)).toMatch(expected);
    expect(error ?? "").not.toMatch(/INTERNAL_SERVER_ERROR/);
  });

  it("nested 100,000 deep are refused", async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const response = await fetch(`${fixture.gateway.url}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_query","arguments":{"query":"{ units { code } }","variables":${deep}}}}`,
    });
    expect([response.status < 500, await response.text()]).toEqual([
      true,
      expect.not.stringContaining("-32603"),
    ]);
  });

  it("hidden behind names of every object reach no prototype, and are answered", async () => {
    const { answer } = await callTool(client, "run_query", {
      query:
        '{ constructor: unit(code: "00004") { __proto__: name toString: code } __proto__: unit(code: "00008") { name } }',
    });
    expect(JSON.stringify(answer)).toContain(
      '"data":{"constructor":{"__proto__":"Ba Đình","toString":"00004"},"__proto__":{"name":"Ngọc Hà"}}',
    );
  });
});

it("a subgraph's fault is told without what it said, and nothing of it is valid data", async () => {
  fixture.units.misbehave((response) =>
    sendJson(response, {
      errors: [{ message: "relation secret.person at postgres://u:p@10.0.0.1 does not exist" }],
    }),
  );
  const { answer, error } = await callTool(client, "run_query", { query: "{ units { code } }" });
  const told = error ?? JSON.stringify(answer);
  expect(told).not.toMatch(/secret|postgres/);
  expect(told).toMatch(/SERVICE_UNAVAILABLE|INTERNAL_SERVER_ERROR/);
});

it("50 calls at once are all answered", async () => {
  const queries = Array.from(
    { length: 50 },
    (_, at) => `query Q${at} { unit(code: "00004") { name${at}: name } }`,
  );
  const answers = await Promise.all(queries.map((query) => callTool(client, "run_query", { query })));
  expect(answers.map(({ answer }) => answer)).toMatchObject(
    queries.map((_, at) => ({ data: { unit: { [`name${at}`]: "Ba Đình" } } })),
  );
});

it("a client that goes away takes its fetches with it", async () => {
  const asked = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  fixture.tasks.misbehave((response) => {
    response.once("close", () => closed.resolve());
    asked.resolve();
  });
  const gone = new AbortController();
  const call = client
    .callTool({ name: "run_query", arguments: { query: "{ overdueTasks }" } }, { signal: gone.signal })
    .catch(() => "gone");
  await asked.promise;
  gone.abort();
  expect(await call).toBe("gone");
  await closed.promise;
  fixture.tasks.misbehave(undefined);
  expect((await callTool(client, "run_query", { query: "{ overdueTasks }" })).answer).toMatchObject({
    data: { overdueTasks: 7 },
  });
});

it("a call that takes too long is told so", async () => {
  const hasty = await startFixture({ REQUEST_TIMEOUT_MS: 400, SUBGRAPH_TIMEOUT_MS: 60_000 });
  const closed = Promise.withResolvers<void>();
  hasty.tasks.misbehave((response) => response.once("close", () => closed.resolve()));
  const assistant = await connectAssistant(hasty.gateway.url);
  const { answer } = await callTool(assistant, "run_query", { query: "{ overdueTasks }" });
  expect(answer).toMatchObject({
    data: { overdueTasks: null },
    errors: [{ code: "QUERY_TIMEOUT", path: "overdueTasks" }],
  });
  await closed.promise;
  await assistant.close();
  await hasty.stop();
});

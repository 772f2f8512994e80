import "../../gateway/config/environment";
import { Writable } from "node:stream";
import pino from "pino";
import { callTool, connectAssistant, type Revision } from "../support/gateway/assistant-client";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { eventually, request } from "../support/gateway/gateway-request";

/* /mcp as HTTP: who may ask, what is refused with which status, what the log tells. */

const lines: Record<string, unknown>[] = [];
let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  fixture = await startFixture(
    {
      CORS_ORIGINS: ["https://desk.example"],
      TRUSTED_ONLY: new Set(["editor"]),
      rates: { public: 0, analyst: 0, editor: 0, admin: 50 },
      budgets: { public: 200, analyst: 2_000, editor: 40, admin: 40 },
    },
    pino({}, sink),
  );
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
beforeEach(() => {
  lines.length = 0;
});

const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  request(`${url}/mcp`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const requestLine = (operation: string) =>
  eventually(async () => lines.find((line) => line.msg === "request" && line.operation === operation));

describe.each<Revision>(["2026-07-28", "2025"])("a client of %s", (revision) => {
  it("lists tools that only read, each with what it takes and answers", async () => {
    const client = await connectAssistant(url, { revision });
    const { tools } = await client.listTools();
    await client.close();
    expect(tools.map(({ name }) => name)).toEqual([
      "search_schema",
      "describe_type",
      "validate_query",
      "run_query",
      "run_sql",
    ]);
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toEqual({
        ...{ readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      });
      expect([inputSchema, outputSchema]).toMatchObject([
        { type: "object", additionalProperties: false },
        { type: "object", additionalProperties: false },
      ]);
    }
  });

  it("is told of arguments that a tool has not, and of those that it lacks", async () => {
    const client = await connectAssistant(url, { revision });
    const errors = [
      await callTool(client, "run_query", { query: "{ units { code } }", limit: 5 }),
      await callTool(client, "run_query", {}),
      await callTool(client, "search_schema", { text: "unit", limit: "many" }),
    ];
    await client.close();
    expect(errors).toEqual([
      { error: 'Input validation error: Invalid arguments for tool run_query: Unrecognized key: "limit"' },
      {
        error:
          "Input validation error: Invalid arguments for tool run_query: query: Invalid input: expected string, received undefined",
      },
      {
        error:
          "Input validation error: Invalid arguments for tool search_schema: limit: Invalid input: expected number, received string",
      },
    ]);
    expect(await requestLine("run_query")).toMatchObject({ outcome: "BAD_USER_INPUT", status: 200 });
  });

  it("runs a query, and none that changes anything, whoever asks", async () => {
    const admin = await token({ role: "analyst", sub: "an" });
    const client = await connectAssistant(url, { revision, token: admin });
    const answered = await callTool(client, "run_query", {
      query: '{ unit(code: "00004") { name overdue } }',
    });
    const refused = await callTool(client, "run_query", { query: "mutation { closeTask }" });
    const checked = await callTool(client, "validate_query", { query: "mutation { closeTask }" });
    await client.close();
    expect(answered.answer).toMatchObject({
      data: { unit: { name: "Ba Đình", overdue: 3 } },
      ...{ errors: [], cost: 14 },
      notes: { role: "analyst", originNotTold: ["unit.overdue"] },
    });
    const message =
      "Expected a query, got a mutation: assistants only read, whatever the role of their token.";
    expect(refused).toEqual({ error: `FORBIDDEN: ${message}` });
    expect(checked.answer).toMatchObject({ valid: false, errors: [{ code: "FORBIDDEN", message }] });
    expect(fixture.tasks.requests.filter(({ query }) => query.includes("closeTask"))).toEqual([]);
    expect(await requestLine("run_query")).toMatchObject({
      ...{ path: "/mcp", status: 200, subject: "an", role: "analyst", outcome: "OK", cost: 14 },
      client: revision === "2025" ? "mcp" : "mcp:test-assistant",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("is told where a query does not fit, what it costs, and what is too much", async () => {
    const client = await connectAssistant(url, { revision });
    const check = async (query: string, variables = {}) =>
      (await callTool(client, "validate_query", { query, variables })).answer;
    const checked = [
      await check("{ units {\n nome } }"),
      await check("{ units { "),
      await check("query ($code: ID!) { unit(code: $code) { name } }"),
      await check("query ($code: ID!) { unit(code: $code) { name } }", { code: "00004" }),
      await check(
        "{ note(length: 3) units { code name overdue } again: units { code } third: units { code overdue } }",
      ),
    ];
    const dear = await callTool(client, "run_query", {
      query: Array.from({ length: 30 }, (_, at) => `u${at}: units { code overdue }`)
        .join(" ")
        .replace(/^.*$/, "{ $& }"),
    });
    await client.close();
    const wrong = { valid: false, cost: null, budget: null, most: null };
    expect(checked).toMatchObject([
      { ...wrong, errors: [{ code: "GRAPHQL_VALIDATION_FAILED", locations: [{ line: 2, column: 2 }] }] },
      { ...wrong, errors: [{ code: "GRAPHQL_PARSE_FAILED" }] },
      { ...wrong, errors: [{ code: "BAD_USER_INPUT" }] },
      { valid: true, errors: [], cost: 10, budget: 200 },
      { valid: true, budget: 200 },
    ]);
    expect(dear.error).toMatch(
      /^QUERY_TOO_COMPLEX: The query may cost \d+; the role public may ask for 200 at once/,
    );
  });

  it("of a role that may ask for trusted documents alone can look, and not run texts of its own", async () => {
    const editor = await token({ role: "editor", org: "SKHCN" });
    const client = await connectAssistant(url, { revision, token: editor });
    const query = "{ units { code } }";
    const answers = [
      await callTool(client, "run_query", { query }),
      await callTool(client, "run_sql", { tables: { units: { query } }, sql: "SELECT 1" }),
      await callTool(client, "describe_type", { coordinate: "Unit" }),
    ];
    await client.close();
    expect(answers).toMatchObject([
      { error: expect.stringMatching(/^DOCUMENT_NOT_TRUSTED: /) },
      { error: expect.stringMatching(/^DOCUMENT_NOT_TRUSTED: /) },
      { answer: { sdl: "type Unit {\n  code: ID!\n  overdue(asOf: Date): Int\n  name: String!\n}" } },
    ]);
  });
});

describe("a request", () => {
  it.each([
    ["without an origin", {}, 200],
    ["of a page that is named", { origin: "https://desk.example" }, 200],
    ["of a page on the same machine", { origin: "http://localhost:6274" }, 200],
    ["of another page", { origin: "https://desk.example.evil.example" }, 403],
    ["of a page without an origin", { origin: "null" }, 403],
  ])("%s", async (_what, headers, status) => {
    const answer = await post(list, headers);
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.body).toMatchObject({
        ...{ jsonrpc: "2.0", id: null },
        error: { code: -32000, data: { code: "FORBIDDEN" } },
      });
    }
  });

  it("of another page is refused where any page may ask the graph", async () => {
    const open = await startFixture({ CORS_ORIGINS: ["*"] });
    const answer = await request(`${open.gateway.url}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://evil.example" },
      body: JSON.stringify(list),
    });
    await open.stop();
    expect(answer.status).toBe(403);
  });

  it("with a token that does not hold is 401, and says which kind of token is wanted", async () => {
    const answer = await post(list, { authorization: "Bearer forged" });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(answer.body).toMatchObject({ error: { data: { code: "UNAUTHENTICATED" } } });
  });

  it.each<[string, unknown, number, object]>([
    ["is no JSON", "{", 400, { code: -32700, data: { code: "INVALID_JSON" } }],
    ["is empty", "", 400, { code: -32700, data: { code: "INVALID_JSON" } }],
    ["is several", [list, list], 400, { code: -32600, data: { code: "BAD_REQUEST" } }],
    ["is no object", "1", 400, { code: -32600, data: { code: "BAD_REQUEST" } }],
    ["has no method", { jsonrpc: "2.0", id: 1 }, 400, { code: -32600 }],
    ["is too long", { ...list, x: "x".repeat(600_000) }, 413, { data: { code: "REQUEST_TOO_LARGE" } }],
    ["listens", { ...list, id: "a", method: "subscriptions/listen" }, 404, { code: -32601 }],
  ])("whose body %s", async (_what, body, status, error) => {
    expect(await post(body)).toMatchObject({ status, body: { jsonrpc: "2.0", error } });
  });

  it.each([
    ["of a revision that there is not", { "mcp-protocol-version": "1999-01-01" }, 400],
    ["of another type", { "content-type": "text/plain" }, 415],
    ["that takes no answer of ours", { accept: "text/html" }, 406],
  ])("%s", async (_what, headers, status) => {
    expect((await post(list, headers)).status).toBe(status);
  });

  it("for a stream or the end of a session is 405: there are none", async () => {
    const answers = await Promise.all(
      ["GET", "DELETE"].map((method) =>
        request(`${url}/mcp`, { method, headers: { accept: "text/event-stream" } }),
      ),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get("allow")])).toEqual([
      [405, "POST"],
      [405, "POST"],
    ]);
  });

  it("that is a notification is taken", async () => {
    expect((await post({ jsonrpc: "2.0", method: "notifications/initialized" })).status).toBe(202);
  });

  it("costs its client something, and is refused when nothing is left", async () => {
    const authorization = `Bearer ${await token({ role: "admin", sub: "spender" })}`;
    const answers = [];
    for (let at = 0; at < 4; at++) answers.push(await post(list, { authorization }));
    // Twenty each of fifty a minute; the last of them is taken once.
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(answers[3]?.body).toMatchObject({
      error: { data: { code: "RATE_LIMITED", retryAfter: expect.any(Number) } },
    });
  });
});

import "../config/environment";
import { Writable } from "node:stream";
import pino from "pino";
import { type GatewayFixture, startFixture, token } from "../../test/support/gateway/gateway-fixture";
import { eventually, request } from "../../test/support/gateway/gateway-request";

/* What an operation may cost, told by POST /cost without running it. */

const lines: Record<string, unknown>[] = [];
let fixture: GatewayFixture;
beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({}, sink);
  const budgets = { public: 40, analyst: 2_000, editor: 40, admin: 40 };
  const rates = { public: 0, analyst: 50, editor: 0, admin: 0 };
  fixture = await startFixture({ budgets, rates, TRUSTED_ONLY: new Set(["editor"]) }, log);
});
afterAll(() => fixture.stop());
beforeEach(() => {
  fixture.units.requests.length = 0;
  fixture.tasks.requests.length = 0;
  lines.length = 0;
});
afterEach(() => {
  expect([...fixture.units.requests, ...fixture.tasks.requests]).toEqual([]);
});

const ask = async (body: unknown, headers: Record<string, string> = {}, method = "POST") => {
  const answer = await request(`${fixture.gateway.url}/cost`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: answer.body };
};
const as = async (role: string, more = {}) => ({
  authorization: `Bearer ${await token({ role, ...more })}`,
});

it("tells cost, budget and the dearest field", async () => {
  expect(await ask({ query: "{ units { code name } }" })).toEqual({
    status: 200,
    body: { cost: 34, budget: 40, most: "units", errors: [] },
  });
  const line = await eventually(async () => lines.find(({ msg }) => msg === "request"));
  expect(line).toMatchObject({ path: "/cost", role: "public", cost: 34, outcome: "OK" });
});

it("goes by the operation that is named, and by its variables", async () => {
  const query =
    "query A { overdueTasks } query B($more: Boolean!) { overdueTasks units @include(if: $more) { code } }";
  const costOf = async (operationName: string, variables = {}) =>
    (await ask({ query, operationName, variables })).body;
  expect(await costOf("A")).toMatchObject({ cost: 5, errors: [] });
  expect(await costOf("B", { more: false })).toMatchObject({ cost: 13, errors: [] });
  expect(await costOf("B", { more: true })).toMatchObject({ cost: 33, errors: [] });
});

it("tells what is beyond the budget with its cost", async () => {
  const { status, body } = await ask({ query: "{ units { code overdue } again: units { code overdue } }" });
  expect([status, body]).toEqual([
    200,
    {
      cost: 47,
      budget: 40,
      most: "its text of 6 fields and fragments",
      errors: [
        {
          message:
            "The query may cost 47; the role public may ask for 40 at once. Most of it is its text of 6 fields and fragments. Ask for fewer rows or fields.",
          extensions: { code: "QUERY_TOO_COMPLEX" },
        },
      ],
    },
  ]);
});

it("prices a mutation, and does not run it", async () => {
  expect((await ask({ query: "mutation { closeTask }" })).body).toMatchObject({ cost: 15, errors: [] });
});

it.each([
  ["is no GraphQL", "{ units { code ", "GRAPHQL_PARSE_FAILED", [{ line: 1, column: 16 }]],
  [
    "does not fit the schema",
    "{ units { code\n nome } }",
    "GRAPHQL_VALIDATION_FAILED",
    [{ line: 2, column: 2 }],
  ],
  [
    "lacks a variable",
    "query ($code: ID!) { unit(code: $code) { name } }",
    "BAD_USER_INPUT",
    [{ line: 1, column: 8 }],
  ],
  ["has no operation", "fragment A on Unit { code }", "GRAPHQL_VALIDATION_FAILED", undefined],
])("answers a text that %s with its errors", async (_what, query, code, locations) => {
  const { status, body } = await ask({ query });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ cost: null, budget: null, most: null },
    errors: [{ ...(locations && { locations }), extensions: { code } }],
  });
});

it.each<[string, unknown, number, string]>([
  ["a list", [{ query: "{ units { code } }" }], 400, "BAD_REQUEST"],
  ["nothing to price", {}, 400, "BAD_REQUEST"],
  ["a text that is a number", { query: 1 }, 400, "BAD_REQUEST"],
  ["no JSON", "{", 400, "INVALID_JSON"],
  ["too much", { query: `{ units { code } } #${"x".repeat(600_000)}` }, 413, "REQUEST_TOO_LARGE"],
])("refuses %s", async (_what, body, status, code) => {
  expect(await ask(body)).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
});

it("refuses a token that does not hold, a role that may ask for trusted documents alone, and a GET", async () => {
  const query = "{ overdueTasks }";
  const refused = (status: number, code: string) => ({
    status,
    body: { errors: [{ extensions: { code } }] },
  });
  expect(await ask({ query }, { authorization: "Bearer forged" })).toMatchObject(
    refused(401, "UNAUTHENTICATED"),
  );
  expect(await ask({ query }, await as("editor", { org: "SKHCN" }))).toMatchObject(
    refused(403, "DOCUMENT_NOT_TRUSTED"),
  );
  expect(await ask(undefined, {}, "GET")).toMatchObject(refused(405, "METHOD_NOT_ALLOWED"));
});

it("is charged little, and refused to a client that has nothing left", async () => {
  const analyst = await as("analyst", { sub: "spender" });
  const dear = { query: "{ units { code name overdue } }" };
  const statuses = [];
  for (let at = 0; at < 4; at++) statuses.push((await ask(dear, analyst)).status);
  // Twenty each of fifty a minute; the last of them is taken once.
  expect(statuses).toEqual([200, 200, 200, 429]);
});

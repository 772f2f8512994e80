import "../gateway/environment";
import { ApolloServer } from "@apollo/server";
import { type GatewayFixture, startFixture } from "./support/gateway-fixture";
import { type Misbehaviour, sendJson } from "./support/gateway-stub";

/*
 * An operation that ran before is answered without Apollo Server; written with a charset, the same content type still
 * goes the long way. Both have to give the same bytes.
 */
const short = "application/json";
const long = "application/json; charset=utf-8";

let fixture: GatewayFixture;
const asked = jest.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");
beforeAll(async () => {
  fixture = await startFixture({ GATEWAY_EXECUTOR: "own" });
});
afterAll(() => fixture.stop());
beforeEach(() => asked.mockClear());
afterEach(() => {
  fixture.tasks.misbehave(undefined);
  fixture.units.misbehave(undefined);
});

async function send(body: unknown, contentType: string, accept?: string) {
  const response = await fetch(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": contentType, "x-request-id": "trace-3", ...(accept && { accept }) },
    body: JSON.stringify(body),
  });
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

/** The answers of both ways, and how often Apollo Server was asked for the short one. */
async function bothWays(body: unknown, accept?: string) {
  await send(body, short);
  const expected = await send(body, long, accept);
  asked.mockClear();
  const answer = await send(body, short, accept);
  return { expected, answer, longWays: asked.mock.calls.length };
}

const unit = '{ unit(code: "00004") { name overdue } }';
const ofTasks = (entity: object, ...errors: object[]): Misbehaviour => {
  const answer = { data: { _entities: [entity] }, ...(errors.length > 0 && { errors }) };
  return (response) => sendJson(response, answer);
};
const at = ["_entities", 0, "overdue"];

interface Case {
  body: unknown;
  tasks?: Misbehaviour;
  units?: Misbehaviour;
}

const known: [string, Case][] = [
  ["fields of two subgraphs", { body: { query: unit } }],
  ["aliases and names of types", { body: { query: "{ a: units { t: __typename __typename b: code } }" } }],
  ["names that every object has", { body: { query: "{ units { constructor: code __proto__: name } }" } }],
  ["nothing but the root's type", { body: { query: "{ __typename }" } }],
  ["what is not there", { body: { query: '{ unit(code: "9") { name overdue } }' } }],
  [
    "a variable",
    { body: { query: "query ($code: ID!) { unit(code: $code) { name } }", variables: { code: 8 } } },
  ],
  [
    "a variable with a default, and no variables",
    { body: { query: "query ($n: Int = 3) { note(length: $n) }", variables: null, operationName: null } },
  ],
  [
    "a condition",
    { body: { query: "query ($n: Boolean!) { units { code name @skip(if: $n) } }", variables: { n: true } } },
  ],
  ["one operation of two", { body: { query: `query A ${unit} query B { __typename }`, operationName: "A" } }],
  ["a mutation", { body: { query: "mutation { closeTask }" } }],
  ["keys that nobody knows", { body: { query: "{ units { code } }", id: 7 } }],
  [
    "texts that JSON escapes",
    {
      body: { query: "{ note(length: 1) }" },
      units: (response) => sendJson(response, { data: { note: '"\\/\n\u0000\u2028Hà Nội 🏙 \ud800' } }),
    },
  ],
  ["a subgraph that hangs up", { body: { query: unit }, tasks: (response) => response.destroy() }],
  ["a value of the wrong type", { body: { query: unit }, tasks: ofTasks({ overdue: "many" }) }],
  ["a field that is missing", { body: { query: unit }, tasks: ofTasks({}) }],
  [
    "an error that passes",
    {
      body: { query: unit },
      tasks: ofTasks(
        { overdue: null },
        { message: "The role analyst is needed.", path: at, extensions: { code: "FORBIDDEN" } },
      ),
    },
  ],
  [
    "an error that is masked",
    { body: { query: unit }, tasks: ofTasks({ overdue: null }, { message: "hunter2", path: at }) },
  ],
  [
    "null where none may be, up to the root",
    {
      body: { query: "{ units { name } }" },
      units: (response) => sendJson(response, { data: { units: null } }),
    },
  ],
];
it.each(known)("is answered alike, and without Apollo Server: %s", async (_case, { body, tasks, units }) => {
  fixture.tasks.misbehave(tasks);
  fixture.units.misbehave(units);
  const { expected, answer, longWays } = await bothWays(body);
  expect([answer, longWays]).toEqual([expected, 0]);
});

const withNumber = "query ($n: Int!) { note(length: $n) }";
const unknown: [string, unknown][] = [
  ["a query that is invalid", { query: "{ nothing }" }],
  ["a query that is no text", { query: 7 }],
  ["no query", { variables: {} }],
  ["variables that do not fit", { query: withNumber, variables: { n: "many" } }],
  ["variables that are missing", { query: withNumber }],
  ["variables that are a text", { query: withNumber, variables: '{"n":1}' }],
  ["variables that are a list", { query: withNumber, variables: [1] }],
  ["an operation that is not there", { query: "query A { __typename }", operationName: "B" }],
  ["an operation without a name", { query: "{ __typename }", operationName: "" }],
  ["an operation's name that is none", { query: "{ __typename }", operationName: 7 }],
  ["the schema", { query: '{ __type(name: "Unit") { name } }' }],
  ["extensions", { query: "{ __typename }", extensions: {} }],
  ["several at once", [{ query: "{ __typename }" }]],
];
it.each(unknown)("is left to Apollo Server: %s", async (_case, body) => {
  const { expected, answer, longWays } = await bothWays(body);
  expect([answer, longWays]).toEqual([expected, 1]);
});

it.each([
  ["*/*", 0],
  ["application/json", 0],
  ["application/json, text/plain, */*", 0],
  ["application/json, multipart/mixed", 0],
  ["application/graphql-response+json", 0],
  ["application/graphql-response+json, application/json", 0],
  ["application/graphql-response+json,application/json;q=0.9", 0],
  ["application/json;q=0.1, application/graphql-response+json", 1],
  ["text/html", 1],
])("has the type that Apollo Server answers to Accept: %s", async (accept, expectedWays) => {
  const { expected, answer, longWays } = await bothWays({ query: "{ units { code } }" }, accept);
  expect([answer, longWays]).toEqual([expected, expectedWays]);
});

it("ends its fetches when its client has gone", async () => {
  const own = await startFixture({
    GATEWAY_EXECUTOR: "own",
    SUBGRAPH_TIMEOUT_MS: 60_000,
    REQUEST_TIMEOUT_MS: 60_000,
  });
  const ask = (signal?: AbortSignal) =>
    fetch(`${own.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": short },
      body: JSON.stringify({ query: unit }),
      ...(signal && { signal }),
    });
  await (await ask()).text();
  asked.mockClear();
  const [reached, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  own.tasks.misbehave((response) => {
    response.once("close", () => closed.resolve());
    reached.resolve();
  });
  const client = new AbortController();
  const answer = ask(client.signal).catch((error: Error) => error.name);
  await reached.promise;
  client.abort();
  expect(await answer).toBe("AbortError");
  await closed.promise;
  expect(asked).not.toHaveBeenCalled();
  await own.stop();
});

import "../../gateway/config/environment";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { type Misbehaviour, sendJson } from "../support/gateway/gateway-stub";

/*
 * Whether an operation comes for the first time, again, or under another name must make no difference to its answer, and
 * a request that is refused is refused with Apollo Server's status and type.
 */
let own: GatewayFixture;
let apollo: GatewayFixture;
beforeAll(async () => {
  [own, apollo] = await Promise.all([
    startFixture({ GATEWAY_EXECUTOR: "own" }),
    startFixture({ GATEWAY_EXECUTOR: "apollo" }),
  ]);
});
afterAll(() => Promise.all([own.stop(), apollo.stop()]));
afterEach(() => {
  own.tasks.misbehave(undefined);
  own.units.misbehave(undefined);
});

async function send({ gateway }: GatewayFixture, body: unknown, accept?: string) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": "trace-3", ...(accept && { accept }) },
    body: JSON.stringify(body),
  });
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
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
it.each(known)("is answered alike the first time and again: %s", async (_case, { body, tasks, units }) => {
  own.tasks.misbehave(tasks);
  own.units.misbehave(units);
  const first = await send(own, body);
  expect([await send(own, body), await send(own, body), await send(own, body)]).toEqual([
    first,
    first,
    first,
  ]);
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
];
it.each(unknown)("has Apollo Server's status, type and code: %s", async (_case, body) => {
  const told = async (fixture: GatewayFixture) => {
    const answer = await send(fixture, body);
    const { data, errors = [] } = JSON.parse(answer.body);
    const codes = errors.map((error: { extensions: { code: string } }) => error.extensions.code);
    return { status: answer.status, type: answer.headers["content-type"], data, codes };
  };
  expect(await told(own)).toEqual(await told(apollo));
});

it.each([
  "*/*",
  "application/json",
  "application/json, text/plain, */*",
  "application/json, multipart/mixed",
  "application/graphql-response+json",
  "application/graphql-response+json, application/json",
  "application/graphql-response+json,application/json;q=0.9",
  "application/json;q=0.1, application/graphql-response+json",
  "multipart/mixed;subscriptionSpec=1.0, application/json",
  "application/json;q=0, */*",
  "text/html, */*;q=0.1",
])("has the type that Apollo Server answers to Accept: %s", async (accept) => {
  for (const query of ["{ units { code } }", "{ nothing }", "{ note(length: 3) "]) {
    const [ours, theirs] = await Promise.all([own, apollo].map((each) => send(each, { query }, accept)));
    const told = (answer: typeof ours) => [answer?.status, answer?.headers["content-type"]];
    expect([query, told(ours)]).toEqual([query, told(theirs)]);
  }
});

it("is refused with 406 to a client that accepts no type of ours", async () => {
  const answer = await send(own, { query: "{ units { code } }" }, "text/html");
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    406,
    {
      errors: [
        {
          message:
            "Expected Accept to allow application/graphql-response+json or application/json, got text/html.",
          extensions: { code: "NOT_ACCEPTABLE" },
        },
      ],
    },
  ]);
});

it("ends its fetches when its client has gone", async () => {
  const patient = await startFixture({
    GATEWAY_EXECUTOR: "own",
    SUBGRAPH_TIMEOUT_MS: 60_000,
    REQUEST_TIMEOUT_MS: 60_000,
  });
  const ask = (signal?: AbortSignal) =>
    fetch(`${patient.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: unit }),
      ...(signal && { signal }),
    });
  await (await ask()).text();
  const [reached, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  patient.tasks.misbehave((response) => {
    response.once("close", () => closed.resolve());
    reached.resolve();
  });
  const client = new AbortController();
  const answer = ask(client.signal).catch((error: Error) => error.name);
  await reached.promise;
  client.abort();
  expect(await answer).toBe("AbortError");
  await closed.promise;
  await patient.stop();
});

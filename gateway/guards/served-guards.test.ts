import "../config/environment";
import type { JWTPayload } from "jose";
import { callTool, connectAssistant } from "../../test/support/gateway/assistant-client";
import { compose, startOver, token } from "../../test/support/gateway/gateway-fixture";
import { postQuery, request } from "../../test/support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../../test/support/gateway/gateway-stub";
import { readBlocks, take } from "../../test/support/live/read-blocks";
import type { RunningGateway } from "../gateway-options";

/* What guards do to whoever asks, in every way that there is to ask. */

const sdl = `
  interface Party { name: String! note: String }
  type Person implements Party @key(fields: "id") {
    id: ID!
    name: String!
    note: String @federation__authenticated
    income: Int @federation__requiresScopes(scopes: [["read:income"], ["audit", "tax"]])
    born: String! @federation__requiresScopes(scopes: [["role:editor"], ["organization:SNV"]])
    card: Card
  }
  type Company implements Party { name: String! note: String }
  type Card @federation__authenticated { number: String }
  scalar Secret @federation__requiresScopes(scopes: [["read:secrets"]])
  union Found = Card | Company
  type PersonConnection { nodes: [Person!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Query {
    person: Person
    parties: [Party!]!
    found: [Found]
    secret: Secret
    people(first: Int, after: String): PersonConnection
  }
  type Mutation { pay(amount: Int!): Int @federation__authenticated  greet: String }
`;

let people: StubSubgraph;
let scores: StubSubgraph;
let gateway: RunningGateway;
beforeAll(async () => {
  const person = { ...{ __typename: "Person", id: "1", name: "An", note: "n", income: 7, born: "1990" } };
  const company = { __typename: "Company", name: "Hà", note: "open" };
  const card = { __typename: "Card", number: "4" };
  people = await startStub("people", sdl, {
    Query: {
      person: () => ({ ...person, card }),
      parties: () => [person, company],
      found: () => [card, company],
      secret: () => "x",
      people: () => ({ nodes: [person], pageInfo: { hasNextPage: false, endCursor: "1" } }),
    },
    Mutation: { pay: () => 1, greet: () => "hello" },
    Person: { __resolveReference: () => ({ ...person, card }) },
  });
  scores = await startStub(
    "scores",
    `type Person @key(fields: "id") {
       id: ID! income: Int @federation__external
       score: Int @federation__requires(fields: "income") @federation__requiresScopes(scopes: [["read:income"], ["audit", "tax"]])
     }
     type Query { one: Int }`,
    {
      Query: { one: () => 1 },
      Person: {
        __resolveReference: async (given) => given,
        score: ({ income }: { income: number }) => income * 10,
      },
    },
  );
  gateway = await startOver(compose([people, scores]), { KEPT_ANSWERS_MB: 4, GATEWAY_EXECUTOR: "own" });
  await gateway.ready;
  people.states.begin();
  scores.states.begin();
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([people.stop(), scores.stop()]);
});
beforeEach(() => {
  for (const { requests } of [people, scores]) requests.length = 0;
});

const bearer = async (claims: JWTPayload | undefined): Promise<Record<string, string>> =>
  claims ? { authorization: `Bearer ${await token({ role: "analyst", ...claims })}` } : {};
const ask = async (query: string, claims?: JWTPayload) =>
  (await postQuery(gateway.url, query, { headers: await bearer(claims) })).body;
const sent = () => [...people.requests, ...scores.requests].map(({ query }) => query).join("\n");
const denied = (element: string, needed: string, path: (string | number)[]) => ({
  message: `Expected ${needed}${needed.includes(",") ? "," : ""} for ${element}; the viewer does not have that.`,
  path,
  extensions: { code: "UNAUTHORIZED_FIELD_OR_TYPE" },
});
const incomeScopes = "the scopes read:income, or audit and tax";

describe("whoever asks", () => {
  it.each<[string, JWTPayload | undefined, string, object | null, object[], RegExp]>([
    [
      "without a token reads what is open",
      undefined,
      "{ person { name } }",
      { person: { name: "An" } },
      [],
      /^$/,
    ],
    [
      "without a token reads null where one is needed",
      undefined,
      "{ person { name n: note income } }",
      { person: { name: "An", n: null, income: null } },
      [
        denied("Person.note", "a token", ["person", "n"]),
        denied("Person.income", incomeScopes, ["person", "income"]),
      ],
      /note|income/,
    ],
    [
      "with a token reads what needs no more",
      {},
      "{ person { note card { number } } }",
      { person: { note: "n", card: { number: "4" } } },
      [],
      /^$/,
    ],
    [
      "with one of the scopes",
      { scope: "read:income" },
      "{ person { income score } }",
      { person: { income: 7, score: 70 } },
      [],
      /^$/,
    ],
    [
      "with both of the others",
      { scope: "tax audit" },
      "{ person { income } }",
      { person: { income: 7 } },
      [],
      /^$/,
    ],
    [
      "with one of two that are needed together",
      { scope: "audit read:incomes" },
      "{ person { score } }",
      { person: { score: null } },
      [denied("Person.score", incomeScopes, ["person", "score"])],
      /income|score/,
    ],
    [
      "loses the object where null may not stand",
      {},
      "{ person { name born } secret }",
      { person: null, secret: null },
      [
        denied("Person.born", "the scopes role:editor, or organization:SNV", ["person", "born"]),
        denied("Query.secret", "the scope read:secrets", ["secret"]),
      ],
      /born|secret/,
    ],
    [
      "has the scopes of role and organization by the token alone",
      { role: "editor", org: "SXD" },
      "{ person { born } }",
      { person: { born: "1990" } },
      [],
      /^$/,
    ],
    [
      "cannot claim a role or an organization as a scope",
      { scope: "role:editor organization:SNV" },
      "{ person { born } }",
      { person: null },
      [denied("Person.born", "the scopes role:editor, or organization:SNV", ["person", "born"])],
      /born/,
    ],
    [
      "reads of an interface what each type allows",
      undefined,
      "{ parties { note } }",
      { parties: [{ note: null }, { note: "open" }] },
      [denied("Person.note", "a token", ["parties", 0, "note"])],
      /Person/,
    ],
    [
      "reads of a union what each type allows",
      undefined,
      "{ found { ... on Card { number } ... on Company { name } } }",
      { found: [{ number: null }, { name: "Hà" }] },
      [denied("Card.number", "a token", ["found", 0, "number"])],
      /number/,
    ],
    [
      "is answered without a fetch where nothing is left",
      undefined,
      "query Q($c: Boolean = true) { secret @include(if: $c) }",
      { secret: null },
      [denied("Query.secret", "the scope read:secrets", ["secret"])],
      /./,
    ],
    [
      "is told nothing of what is not selected",
      undefined,
      "query Q($c: Boolean = false) { secret @include(if: $c) person { name } }",
      { person: { name: "An" } },
      [],
      /secret/,
    ],
    [
      "changes nothing that is denied",
      undefined,
      "mutation { greet pay(amount: 3) }",
      { greet: "hello", pay: null },
      [denied("Mutation.pay", "a token", ["pay"])],
      /pay/,
    ],
  ])("%s", async (_, claims, query, data, errors, never) => {
    expect(await ask(query, claims)).toEqual({ data, ...(errors.length > 0 && { errors }) });
    expect(sent()).not.toMatch(never.source === "^$" ? /never/ : never);
  });
});

it("is never answered what was kept for somebody with other rights", async () => {
  const query = "{ person { income } }";
  const full = { data: { person: { income: 7 } } };
  const none = {
    data: { person: { income: null } },
    errors: [denied("Person.income", incomeScopes, ["person", "income"])],
  };
  const rights = [{ scope: "read:income" }, undefined, {}, { scope: "audit tax" }, { scope: "audit" }];
  for (let round = 0; round < 4; round++) {
    const answers = await Promise.all(rights.map((claims) => ask(query, claims)));
    expect(answers).toEqual([full, none, none, full, none]);
  }
  // It was kept for those who may read it.
  people.requests.length = 0;
  expect(await ask(query, rights[0])).toEqual(full);
  expect(people.requests).toEqual([]);
});

it("is answered so in a batch, in parts, as a subscription, as a table, over SQL and by an assistant", async () => {
  const query = "{ person { income } }";
  const error = denied("Person.income", incomeScopes, ["person", "income"]);
  const headers = { "content-type": "application/json", ...(await bearer({})) };
  const post = (path: string, body: object, more: Record<string, string> = {}) =>
    request(`${gateway.url}${path}`, {
      method: "POST",
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });
  expect((await post("/graphql", [{ query }, { query: "{ one }" }])).body).toEqual([
    { data: { person: { income: null } }, errors: [error] },
    { data: { one: 1 } },
  ]);
  const deferred = { query: "{ person { name ... @defer { income } } }" };
  const accept = { accept: "multipart/mixed; deferSpec=20220824, application/json" };
  const { message, path, extensions } = error;
  const part = { path: ["person"], errors: [{ message, path, extensions }], data: { income: null } };
  expect((await post("/graphql", deferred, accept)).body).toContain(
    JSON.stringify({ incremental: [part], hasNext: false }),
  );
  const ending = new AbortController();
  const stream = await fetch(`${gateway.url}/graphql`, {
    method: "POST",
    headers: { ...headers, accept: "text/event-stream" },
    body: JSON.stringify({ query: "subscription { person { income } }" }),
    signal: ending.signal,
  });
  const [, event] = await take(readBlocks(stream.body), 2);
  expect(event).toContain('"income":null');
  ending.abort();
  const tables = { query: "{ people { nodes { name income } } }", format: "csv" };
  const refused = { errors: [{ extensions: { code: "UNAUTHORIZED_FIELD_OR_TYPE" } }] };
  expect((await post("/tables", tables)).body).toMatchObject(refused);
  const sql = { tables: { t: { query: tables.query } }, sql: "SELECT * FROM t", format: "csv" };
  expect((await post("/sql", sql)).body).toMatchObject(refused);
  const assistant = await connectAssistant(gateway.url, { token: await token({ role: "analyst" }) });
  expect(JSON.stringify(await callTool(assistant, "run_query", { query }))).toContain(
    "UNAUTHORIZED_FIELD_OR_TYPE",
  );
  await assistant.close();
  expect(sent()).not.toContain("income");
});

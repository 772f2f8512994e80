import "../../gateway/config/environment";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { postQuery, request } from "../support/gateway/gateway-request";
import { rawRequest } from "../support/gateway/raw-request";

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
afterEach(() => {
  for (const stub of [fixture.units, fixture.tasks]) {
    stub.misbehave(undefined);
    stub.requests.length = 0;
  }
});

describe("bad input", () => {
  const expectedToken =
    "Expected a valid token (issuer https://issuer.test, audience graph.test, not expired)";
  const badDate = 'Expected a day that exists as YYYY-MM-DD, e.g. 2025-11-14; got "2025-02-30".';
  const json = { "content-type": "application/json" };
  const post = (body: string, headers: Record<string, string> = json) =>
    request(`${url}/graphql`, { method: "POST", headers, body });
  const withToken = async (claims: Record<string, unknown>) =>
    postQuery(url, "{ __typename }", { headers: { authorization: `Bearer ${await token(claims)}` } });

  const cases: [string, () => Promise<unknown>, number, object][] = [
    [
      "an unknown field",
      () => postQuery(url, "{ nothing }"),
      400,
      {
        message: 'Cannot query field "nothing" on type "Query".',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
      },
    ],
    [
      "a wrong type",
      () =>
        postQuery(url, "query ($length: Int!) { note(length: $length) }", { variables: { length: "many" } }),
      400,
      {
        message:
          'Variable "$length" got invalid value "many"; Int cannot represent non-integer value: "many"',
        locations: [{ line: 1, column: 8 }],
        extensions: { code: "BAD_USER_INPUT" },
      },
    ],
    [
      "a date that does not exist, in the query",
      () => postQuery(url, '{ overdueTasks(asOf: "2025-02-30") }'),
      400,
      {
        message: badDate,
        locations: [{ line: 1, column: 22 }],
        extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
      },
    ],
    [
      "a date that does not exist, in a variable",
      () =>
        postQuery(url, "query ($day: Date) { overdueTasks(asOf: $day) }", {
          variables: { day: "2025-02-30" },
        }),
      400,
      {
        message: `Variable "$day" got invalid value "2025-02-30"; ${badDate}`,
        locations: [{ line: 1, column: 8 }],
        extensions: { code: "BAD_USER_INPUT" },
      },
    ],
    [
      "no GraphQL",
      () => postQuery(url, "select * from units"),
      400,
      {
        message: 'Syntax Error: Unexpected Name "select".',
        locations: [{ line: 1, column: 1 }],
        extensions: { code: "GRAPHQL_PARSE_FAILED" },
      },
    ],
    [
      "an operation that is not there",
      () => post(JSON.stringify({ query: "query A { __typename }", operationName: "B" })),
      400,
      {
        message: 'Expected operationName to name an operation of the query, got "B".',
        extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
      },
    ],
    [
      "two operations, and no word which",
      () => postQuery(url, "query A { __typename } query B { __typename }"),
      400,
      {
        message: "Expected a query with one operation, or an operationName that chooses one.",
        extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
      },
    ],
    [
      "a query of 1 MB",
      () => postQuery(url, `{ units { code } } # ${"x".repeat(1024 * 1024)}`),
      413,
      {
        message: "Expected a body of at most 524288 bytes.",
        extensions: { code: "REQUEST_TOO_LARGE" },
      },
    ],
    [
      "more tokens than anybody writes",
      () => postQuery(url, `{ ${"__typename ".repeat(15_001)} }`),
      400,
      {
        message: "The query has more than 15,000 tokens; ask for less at a time.",
        extensions: { code: "QUERY_TOO_COMPLEX" },
      },
    ],
    [
      "fragments that unfold to millions of fields",
      () => postQuery(url, doubledFragments(25)),
      400,
      {
        message:
          "The query has more than 10,000 fields once its fragments are unfolded; ask for less at a time.",
        extensions: { code: "QUERY_TOO_COMPLEX" },
      },
    ],
    [
      "invalid JSON",
      () => post("{query"),
      400,
      {
        message: 'Expected a JSON body such as {"query": "{ … }"}; this one cannot be read.',
        extensions: { code: "INVALID_JSON" },
      },
    ],
    [
      "a body that is not called JSON",
      () => post('{"query":"{ __typename }"}', { "content-type": "text/plain" }),
      415,
      {
        message: "Expected the Content-Type application/json.",
        extensions: { code: "UNSUPPORTED_MEDIA_TYPE" },
      },
    ],
    [
      "a method that is none of GraphQL's",
      () => request(`${url}/graphql`, { method: "DELETE" }),
      405,
      {
        message: "Expected the method GET or POST, got DELETE.",
        extensions: { code: "METHOD_NOT_ALLOWED" },
      },
    ],
    [
      "a path that leads nowhere",
      () => request(`${url}/../etc/passwd`),
      404,
      {
        message: "There is nothing at this path; the graph is at /graphql.",
        extensions: { code: "NOT_FOUND" },
      },
    ],
    [
      "an expired token",
      () => withToken({ role: "analyst", exp: 1 }),
      401,
      { message: `${expectedToken}: it has expired.`, extensions: { code: "UNAUTHENTICATED" } },
    ],
    [
      "a forged token",
      async () => {
        const [header, , signature] = (await token({ role: "analyst" })).split(".");
        const [, claims] = (await token({ role: "admin" })).split(".");
        const authorization = `Bearer ${header}.${claims}.${signature}`;
        return postQuery(url, "{ __typename }", { headers: { authorization } });
      },
      401,
      { message: `${expectedToken}: its signature does not hold.`, extensions: { code: "UNAUTHENTICATED" } },
    ],
    [
      "an expired token on a path that is written otherwise",
      async () => {
        const authorization = `Bearer ${await token({ role: "analyst", exp: 1 })}`;
        return request(`${url}/graphql/?query={__typename}`, { headers: { authorization } });
      },
      401,
      { message: `${expectedToken}: it has expired.`, extensions: { code: "UNAUTHENTICATED" } },
    ],
    [
      "credentials of another kind",
      () => postQuery(url, "{ __typename }", { headers: { authorization: "Basic YTpi" } }),
      401,
      {
        message: "Expected the header Authorization to be `Bearer` and a token.",
        extensions: { code: "UNAUTHENTICATED" },
      },
    ],
  ];
  it.each(cases)("is told with a code: %s", async (_case, ask, status, error) => {
    const { tasks, units } = fixture;
    expect(await ask()).toMatchObject({ status, body: { errors: [error] } });
    expect([...tasks.requests, ...units.requests]).toEqual([]);
  });

  it("of a token is challenged as HTTP asks", async () => {
    const { headers } = await withToken({ role: "analyst", exp: 1 });
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });

  it("of a Host header breaks nothing", async () => {
    const body = '{"query":"{ __typename }"}';
    const head = `POST /graphql HTTP/1.1\r\nHost: a b\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    expect(await rawRequest(url, `${head}\r\nConnection: close\r\n\r\n${body}`)).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"data":\{"__typename":"Query"\}\}/,
    );
  });
});

/** A query whose fragments each hold the next one twice: `2^depth` fields. */
function doubledFragments(depth: number): string {
  const fragments = Array.from(
    { length: depth },
    (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`,
  );
  return `{ ...F0 } ${fragments.join(" ")} fragment F${depth} on Query { __typename }`;
}

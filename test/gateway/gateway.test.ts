import "../../gateway/config/environment";
import { createConnection } from "node:net";
import { operationInstantHeader } from "../../shared/base/clock/operation-clock";
import { deadlineHeader } from "../../shared/base/work/deadline-header";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import {
  type GatewayFixture,
  startFixture,
  startUnready,
  statements,
  token,
} from "../support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";

const withTasks = '{ unit(code: "00004") { name overdue } }';

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

describe("a query", () => {
  it("is answered from all subgraphs", async () => {
    expect(await postQuery(url, withTasks)).toMatchObject({
      status: 200,
      body: { data: { unit: { name: "Ba Đình", overdue: 3 } } },
    });
  });

  it("by GET needs a header that no foreign page can send by itself", async () => {
    const target = `${url}/graphql?query=${encodeURIComponent("{ units { code } }")}`;
    const headers = { "apollo-require-preflight": "1" };
    expect(await request(target, { headers })).toMatchObject({
      status: 200,
      body: { data: { units: [{ code: "00004" }, { code: "00008" }] } },
    });
    expect(await request(target)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
  });

  it("may ask for the schema", async () => {
    expect(await postQuery(url, '{ __type(name: "Unit") { fields { name } } }')).toMatchObject({
      status: 200,
      body: { data: { __type: { fields: [{ name: "code" }, { name: "overdue" }, { name: "name" }] } } },
    });
  });

  it("takes none of the client's headers along, a statement of its own making least of all", async () => {
    const admin = { subject: "mallory", role: "admin", organization: null } as const;
    const forged = await statements.signer.sign(admin, "units");
    await postQuery(url, "{ units { code } }", {
      headers: {
        ...{ [internalTokenHeader]: forged, "x-request-id": "trace-1", cookie: "a=b", "x-role": "admin" },
        [operationInstantHeader]: "1999-12-31T17:00:00.000Z",
      },
    });
    const headers = fixture.units.requests[0]?.headers ?? {};
    const { verify } = statements.verifierOf("units");
    expect(await verify(String(headers[internalTokenHeader]))).toEqual(publicViewer);
    expect(Object.keys(headers).sort()).toEqual([
      "accept",
      "connection",
      "content-length",
      "content-type",
      "host",
      deadlineHeader,
      operationInstantHeader,
      internalTokenHeader,
      "x-request-id",
    ]);
    expect(headers["x-request-id"]).toBe("trace-1");
  });

  it("is asked of every subgraph as of one instant, its own", async () => {
    const before = Date.now();
    await postQuery(url, withTasks);
    const instants = [...fixture.units.requests, ...fixture.tasks.requests].map(
      ({ headers }) => headers[operationInstantHeader],
    );
    const [first] = instants;
    expect(instants).toEqual([first, first]);
    const ms = Date.parse(String(first));
    expect(ms >= before && ms <= Date.now()).toBe(true);
  });

  it("with a token is answered for whom the token names, in a statement for each subgraph", async () => {
    const authorization = `Bearer ${await token({ role: "editor", org: "SKHCN" })}`;
    await postQuery(url, withTasks, { headers: { authorization } });
    const viewers = [fixture.units, fixture.tasks].map(({ name, requests }) =>
      statements.verifierOf(name).verify(String(requests[0]?.headers[internalTokenHeader])),
    );
    const viewer = { subject: "somebody", role: "editor", organization: "SKHCN" };
    expect(await Promise.all(viewers)).toEqual([viewer, viewer]);
  });
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

describe("HTTP", () => {
  it("takes over a harmless request id, and makes one for every other", async () => {
    const idOf = async (sent: string) =>
      (await postQuery(url, "{ __typename }", { headers: { "x-request-id": sent } })).headers.get(
        "x-request-id",
      );
    const made = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(await idOf("dashboard-7.a_B")).toBe("dashboard-7.a_B");
    expect(await idOf("a b")).toEqual(made);
    expect(await idOf("x".repeat(129))).toEqual(made);
    expect((await request(`${url}/nowhere`)).headers.get("x-request-id")).toEqual(made);
  });

  it.each(["br", "gzip", "zstd"])("compresses answers from 1 kB on: %s", async (encoding) => {
    const headers = { "accept-encoding": encoding };
    const long = await postQuery(url, "{ note(length: 2000) }", { headers });
    expect(long.headers.get("content-encoding")).toBe(encoding);
    if (encoding !== "zstd") expect(long.body).toEqual({ data: { note: "x".repeat(2000) } });
    const short = await postQuery(url, "{ note(length: 20) }", { headers });
    expect(short.headers.get("content-encoding")).toBe(null);
  });

  it("lets pages of any origin ask, without credentials", async () => {
    const { status, headers } = await request(`${url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: "https://page.test", "access-control-request-method": "POST" },
    });
    expect([
      status,
      headers.get("access-control-allow-origin"),
      headers.get("access-control-allow-credentials"),
    ]).toEqual([204, "*", null]);
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
  });
});

const asAdmin = async () => ({ authorization: `Bearer ${await token({ role: "admin" })}` });

describe("health", () => {
  it("is live at once, and ready when every subgraph has answered", async () => {
    const up = { state: "up", since: expect.stringMatching(/Z$/) };
    expect(await request(`${url}/health/live`)).toMatchObject({ status: 200, body: { status: "live" } });
    const details = { schema: "loaded", stopping: false };
    expect((await request(`${url}/health/ready`)).body).toEqual({ status: "ready", details });
    expect((await request(`${url}/health/ready`, { headers: await asAdmin() })).body).toEqual({
      status: "ready",
      details: {
        ...details,
        supergraph: { loadedAt: expect.stringMatching(/Z$/) },
        subgraphs: { tasks: up, units: up },
      },
    });
    const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
    expect((await request(`${url}/health/ready`, { headers: analyst })).body).toEqual({
      status: "ready",
      details,
    });
  });
});

describe("starting", () => {
  it("is live and unready until the last subgraph has answered", async () => {
    const own = await startUnready({}, ["tasks"]);
    const headers = await asAdmin();
    const readiness = () => request(`${own.gateway.url}/health/ready`, { headers });
    expect(await request(`${own.gateway.url}/health/live`)).toMatchObject({ status: 200 });
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { status: "unready", details: { subgraphs: { tasks: { state: "down" } } } },
    });
    own.tasks.setDown(false);
    await own.gateway.ready;
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { status: "ready", details: { subgraphs: { tasks: { state: "up" }, units: { state: "up" } } } },
    });
    await own.stop();
  });
});

describe("stopping", () => {
  it("is told first, lets the requests in flight finish, and takes no new ones", async () => {
    const own = await startFixture({ SHUTDOWN_DELAY_MS: 300, SUBGRAPH_TIMEOUT_MS: 10_000 });
    const { promise: asked, resolve: noteAsked } = Promise.withResolvers<() => void>();
    own.tasks.misbehave((response) =>
      noteAsked(() => sendJson(response, { data: { _entities: [{ overdue: 5 }] } })),
    );
    const answer = postQuery(own.gateway.url, withTasks);
    const letAnswer = await asked;
    const stopped = own.gateway.stop();
    expect(await request(`${own.gateway.url}/health/ready`)).toMatchObject({
      status: 503,
      body: { status: "unready", details: { stopping: true } },
    });
    await eventually(() => refused(own.gateway.url));
    letAnswer();
    const { headers, body } = await answer;
    expect([body, headers.get("connection")]).toEqual([
      { data: { unit: { name: "Ba Đình", overdue: 5 } } },
      "close",
    ]);
    await stopped;
    await Promise.all([own.units.stop(), own.tasks.stop()]);
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

/** True once the port takes no connection any more. */
function refused(url: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port: Number(new URL(url).port) });
    socket.on("error", () => resolve(true));
    socket.on("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
  });
}

function rawRequest(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = createConnection({ host: "127.0.0.1", port: Number(new URL(url).port) });
    socket.on("connect", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

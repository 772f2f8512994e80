import "../../gateway/config/environment";
import { connect, type Socket } from "node:net";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { postQuery, request } from "../support/gateway/gateway-request";

/*
 * What is sent to break the gateway, or to keep it busy: each is refused with a status and a code, none is a fault of
 * ours, no subgraph hears of it, and the gateway answers the next request.
 */
let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

const json = { "content-type": "application/json" };
const post = (body: string | Buffer, headers: Record<string, string> = json) =>
  request(`${url}/graphql`, { method: "POST", headers, body });

/** Each fragment holds the next one, `depth` times over. */
function chainOfFragments(depth: number): string {
  const fragments = Array.from(
    { length: depth },
    (_, level) => `fragment F${level} on Query { ...F${level + 1} }`,
  );
  return `{ ...F0 } ${fragments.join(" ")} fragment F${depth} on Query { __typename }`;
}

const numbered = (length: number, write: (index: number) => string) =>
  Array.from({ length }, (_, index) => write(index)).join(" ");

const cases: [string, () => ReturnType<typeof request>, number, string][] = [
  ["1 MB of braces", () => postQuery(url, "{a".repeat(512 * 1024)), 413, "REQUEST_TOO_LARGE"],
  ["400 kB of braces", () => postQuery(url, "{a".repeat(200 * 1024)), 400, "QUERY_TOO_COMPLEX"],
  ["500 braces that nobody closes", () => postQuery(url, "{a".repeat(500)), 400, "GRAPHQL_PARSE_FAILED"],
  [
    "a list nested 7,000 deep",
    () => postQuery(url, `{ note(length: ${"[".repeat(7_000)}${"]".repeat(7_000)}) }`),
    400,
    "BAD_USER_INPUT",
  ],
  [
    "a variable nested 60,000 deep",
    () => {
      const query = JSON.stringify("query ($length: Int!) { note(length: $length) }");
      const length = "[".repeat(60_000) + "]".repeat(60_000);
      return post(`{"query":${query},"variables":{"length":${length}}}`);
    },
    400,
    "BAD_USER_INPUT",
  ],
  [
    "types of types, 3,000 deep",
    () =>
      postQuery(url, `{ __type(name: "Unit") ${"{ ofType ".repeat(3_000)}{ name }${" }".repeat(3_000)} }`),
    400,
    "QUERY_TOO_COMPLEX",
  ],
  [
    "10,000 aliases",
    () => postQuery(url, `{ ${numbered(10_000, (index) => `a${index}: note(length: 1)`)} }`),
    400,
    "QUERY_TOO_COMPLEX",
  ],
  ["2,000 fragments in a chain", () => postQuery(url, chainOfFragments(2_000)), 400, "QUERY_TOO_COMPLEX"],
  [
    "fragments in a circle",
    () =>
      postQuery(url, "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A note(length: 1) }"),
    400,
    "GRAPHQL_VALIDATION_FAILED",
  ],
  [
    "100,000 variables",
    () => postQuery(url, `query (${numbered(100_000, (index) => `$v${index}:Int`)}) { __typename }`),
    413,
    "REQUEST_TOO_LARGE",
  ],
  [
    "5,000 variables",
    () => postQuery(url, `query (${numbered(5_000, (index) => `$v${index}:Int`)}) { __typename }`),
    400,
    "QUERY_TOO_COMPLEX",
  ],
  [
    "a body that is no UTF-8",
    () => post(Buffer.from('{"query":"{ \xff\xfe }"}', "latin1")),
    400,
    "GRAPHQL_PARSE_FAILED",
  ],
  ["NaN", () => post('{"query":"{ __typename }","variables":{"a":NaN}}'), 400, "INVALID_JSON"],
  [
    "a name of JavaScript's own",
    () => post('{"query":"{ __typename }","__proto__":{"a":1}}'),
    400,
    "INVALID_JSON",
  ],
  [
    "an Int beyond 32 bits",
    () => postQuery(url, "query ($n: Int!) { note(length: $n) }", { variables: { n: 1e300 } }),
    400,
    "BAD_USER_INPUT",
  ],
  [
    "an Int of a thousand digits",
    () => postQuery(url, `{ note(length: ${"9".repeat(1_000)}) }`),
    400,
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["a batch of none", () => post("[]"), 400, "BAD_REQUEST"],
  [
    "a batch of eleven",
    () => post(JSON.stringify(Array(11).fill({ query: "{ units { code } }" }))),
    400,
    "BAD_REQUEST",
  ],
  [
    "a batch with something else in it",
    () => post('[{"query":"{ units { code } }"},null]'),
    400,
    "BAD_REQUEST",
  ],
  ["a batch in a batch", () => post('[[{"query":"{ units { code } }"}]]'), 400, "BAD_REQUEST"],
  ["a body that is null", () => post("null"), 400, "BAD_REQUEST"],
  ["a query that is a number", () => post('{"query":5}'), 400, "BAD_REQUEST"],
  ["variables that are a list", () => post('{"query":"{ __typename }","variables":[1]}'), 400, "BAD_REQUEST"],
  ["no body", () => post(""), 400, "INVALID_JSON"],
  [
    "a form",
    () => post("query={__typename}", { "content-type": "application/x-www-form-urlencoded" }),
    415,
    "UNSUPPORTED_MEDIA_TYPE",
  ],
  [
    "another encoding of JSON",
    () => post("{}", { "content-type": "application/json; charset=utf-16" }),
    400,
    "BAD_REQUEST",
  ],
  [
    "PUT",
    () => request(`${url}/graphql`, { method: "PUT", headers: json, body: "{}" }),
    405,
    "METHOD_NOT_ALLOWED",
  ],
  ["a mutation by GET", () => request(`${url}/graphql?query=mutation{closeTask}`), 405, "METHOD_NOT_ALLOWED"],
  [
    "variables by GET that are no JSON",
    () => request(`${url}/graphql?query={__typename}&variables={`),
    400,
    "BAD_REQUEST",
  ],
];

it.each(cases)("%s", async (_case, ask, status, code) => {
  const { tasks, units } = fixture;
  const answer = await ask();
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: {
      errors: expect.arrayContaining([
        expect.objectContaining({ extensions: expect.objectContaining({ code }) }),
      ]),
    },
  });
  expect([...tasks.requests, ...units.requests]).toEqual([]);
  expect((await postQuery(url, "{ __typename }")).body).toEqual({ data: { __typename: "Query" } });
});

it("HEAD has no body", async () => {
  const response = await fetch(`${url}/graphql`, { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([405, ""]);
});

describe("over a socket", () => {
  const head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  it("a chunked body is cut off at the limit", async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${"x".repeat(64 * 1024)}\r\n`;
    const answer = await talk((socket) => {
      socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
      for (let sent = 0; sent < 9; sent++) socket.write(chunk);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"REQUEST_TOO_LARGE"/);
  });

  it("a flood of headers is refused", async () => {
    const flood = Array.from({ length: 400 }, (_, index) => `X-${index}: ${"x".repeat(100)}\r\n`).join("");
    const answer = await talk((socket) => socket.write(`${head}${flood}\r\n`));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("what is no HTTP is refused", async () => {
    expect(await talk((socket) => socket.write("nonsense\r\n\r\n"))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("two lengths of one body are refused", async () => {
    const answer = await talk((socket) =>
      socket.write(`${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  /** Everything that comes until the gateway hangs up. */
  function talk(begin: (socket: Socket) => void): Promise<string> {
    return new Promise((resolve) => {
      let answer = "";
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () => begin(socket));
      socket.on("data", (data) => {
        answer += data;
        // A refusal is whole with its first body; what keeps the connection is told to end it.
        if (answer.includes("\r\n\r\n") && answer.trimEnd().endsWith("}")) socket.end();
      });
      // The gateway may hang up while the rest is still being sent.
      socket.on("error", () => {});
      socket.on("close", () => resolve(answer));
    });
  }
});

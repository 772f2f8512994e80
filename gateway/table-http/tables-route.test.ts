import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { GraphQLError } from "graphql";
import pino from "pino";
import { compose, startOver, token } from "../../test/support/gateway/gateway-fixture";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../../test/support/gateway/gateway-stub";
import { itWithOwnExecutor } from "../../test/support/gateway/own-executor";
import type { RunningGateway } from "../gateway-options";
import { defaultTableLimits } from "../tables/limits/table-limits";

const rows = 1_000;
const pageRows = 100;

/** What the gateway has logged. */
const lines: Record<string, unknown>[] = [];
let stub: StubSubgraph;
let gateway: RunningGateway;
/** Pages that the subgraph has been asked for. */
let pages: number;
/** From which page on there is an error. */
let breakAt: number;

beforeAll(async () => {
  stub = await startStub(
    "library",
    `type Loan { number: Int! code: String! title: String note: String }
     type PageInfo { hasNextPage: Boolean! endCursor: String }
     type LoanConnection { nodes: [Loan!]! pageInfo: PageInfo! totalCount: Int! }
     type Query { loans(first: Int, after: String): LoanConnection  loan: Loan }`,
    {
      Query: {
        loans: (_: unknown, { first, after }: { first?: number; after?: string }) => {
          const begin = Number(after ?? 0);
          const end = Math.min(rows, begin + (first ?? 20));
          if (first !== 1 && pages++ >= breakAt) {
            throw new GraphQLError("It is broken.", { extensions: { code: "NOT_FOUND" } });
          }
          const nodes = Array.from({ length: end - begin }, (_, at) => ({
            ...{ number: begin + at, code: String(begin + at).padStart(5, "0") },
            title: `Số ${begin + at} ${"x".repeat(200)}`,
            note: () => "x".repeat(16_000),
          }));
          return { nodes, pageInfo: { hasNextPage: end < rows, endCursor: String(end) }, totalCount: rows };
        },
      },
    },
  );
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({ base: null, timestamp: false }, sink);
  gateway = await startOver(compose([stub]), { tables: { ...defaultTableLimits, pageRows } }, { log });
  await gateway.ready;
});
afterAll(async () => {
  await gateway.stop();
  await stub.stop();
});
beforeEach(() => {
  pages = 0;
  breakAt = Number.POSITIVE_INFINITY;
  lines.length = 0;
});

const query = "{ loans { nodes { number code } } }";

async function post(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${gateway.url}/tables`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The same, as a stream of what comes. */
function open(body: object, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const { port } = new URL(gateway.url);
  const json = { "content-type": "application/json", ...headers };
  return new Promise((resolve, reject) => {
    httpRequest({ port, path: "/tables", method: "POST", headers: json }, resolve)
      .on("error", reject)
      .end(JSON.stringify(body));
  });
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const linesOf = (csv: string) => csv.split("\r\n").filter((line) => line !== "");

describe("POST /tables", () => {
  itWithOwnExecutor("sends a list as a file, all of its pages", async () => {
    const answer = await post({ query, format: "csv", fileName: 'Hồ sơ "2025"/11' });
    const { status, headers } = answer;
    const body = await answer.text();
    expect(status).toBe(200);
    expect(
      Object.fromEntries(
        ["content-type", "content-disposition", "x-table-expected-rows", "cache-control"].map((name) => [
          name,
          headers.get(name),
        ]),
      ),
    ).toEqual({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="Ho so 2025 11.csv"; filename*=UTF-8''H%E1%BB%93%20s%C6%A1%202025%2011.csv`,
      "x-table-expected-rows": String(rows),
      "cache-control": "no-store",
    });
    const [head, ...cells] = linesOf(body.replace(/^\ufeff/, ""));
    expect(head).toBe("Number,Code");
    expect(cells).toEqual(numbers(0, rows).map((number) => `${number},${String(number).padStart(5, "0")}`));
  });

  itWithOwnExecutor("sends JSON with what is known of the table", async () => {
    const answer = await post({ query, format: "json", limit: 3, operationName: null, variables: null });
    expect(await answer.json()).toMatchObject({
      tables: [
        {
          name: "loans",
          rows: [
            [0, "00000"],
            [1, "00001"],
            [2, "00002"],
          ],
        },
      ],
      notes: {
        text: query,
        role: "public",
        rows: { loans: 3 },
        remarks: ["loans: only the first 3 rows, as was asked; more follow."],
      },
    });
  });

  itWithOwnExecutor.each([
    ["gzip", createGunzip],
    ["br", createBrotliDecompress],
  ] as const)("compresses a text by %s while it is sent", async (encoding, decoder) => {
    const response = await open({ query, format: "csv" }, { "accept-encoding": encoding });
    expect(response.headers["content-encoding"]).toBe(encoding);
    expect(linesOf(await text(response.pipe(decoder())))).toHaveLength(rows + 1);
  });

  itWithOwnExecutor.each<[string, object, number, string, string]>([
    [
      "no list",
      { query: "{ loan { code } }", format: "csv" },
      400,
      "BAD_USER_INPUT",
      "Expected a query with a list of objects",
    ],
    [
      "a list that is not there",
      { query, format: "csv", list: "loan" },
      400,
      "BAD_USER_INPUT",
      'list: expected one of loans; got "loan".',
    ],
    [
      "two lists in a file of one",
      { query: "{ a: loans { nodes { code } } b: loans { nodes { code } } }", format: "csv" },
      400,
      "BAD_USER_INPUT",
      '2: "a", "b". Choose one by `list`',
    ],
    [
      "a format that there is not",
      { query, format: "xls" },
      400,
      "BAD_USER_INPUT",
      'format: expected one of csv, xlsx, ndjson, json, parquet, arrow; got "xls".',
    ],
    ["no format", { query }, 400, "BAD_USER_INPUT", "format: expected one of"],
    [
      "a limit of none",
      { query, format: "csv", limit: 0 },
      400,
      "BAD_USER_INPUT",
      "limit: expected a whole number from 1 on; got 0.",
    ],
    ["a word that is none", { query, format: "csv", lists: "loans" }, 400, "BAD_REQUEST", 'got "lists"'],
    ["no text", { format: "csv" }, 400, "BAD_REQUEST", "Expected a query"],
    ["no GraphQL", { query: "{", format: "csv" }, 400, "GRAPHQL_PARSE_FAILED", "Syntax Error"],
    [
      "a field that there is not",
      { query: "{ loans { nodes { no } } }", format: "csv" },
      400,
      "GRAPHQL_VALIDATION_FAILED",
      'Cannot query field "no"',
    ],
    [
      "a variable that does not fit",
      { query: "query($n: Int!) { loans(first: $n) { nodes { code } } }", format: "csv" },
      400,
      "BAD_USER_INPUT",
      "$n",
    ],
    ["no object", [], 400, "BAD_REQUEST", "Expected the POST body to be an object"],
  ])("refuses %s", async (_what, body, status, code, message) => {
    const answer = await post(body);
    const { errors } = (await answer.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    expect([answer.status, errors.map(({ extensions }) => extensions.code)]).toEqual([status, [code]]);
    expect(errors[0]?.message).toContain(message);
  });

  itWithOwnExecutor("refuses a token that does not hold, and another method", async () => {
    const forged = await post({ query, format: "csv" }, { authorization: "Bearer a.b.c" });
    expect(forged.status).toBe(401);
    expect((await fetch(`${gateway.url}/tables`)).status).toBe(405);
    const known = await post(
      { query, format: "json", limit: 1 },
      { authorization: `Bearer ${await token({ role: "analyst" })}` },
    );
    expect(await known.json()).toMatchObject({ notes: { role: "analyst" } });
  });
});

describe("a table that is not whole", () => {
  itWithOwnExecutor("fails as a transfer, behind a line that says why", async () => {
    breakAt = 3;
    const response = await open({ query, format: "csv" });
    expect(response.statusCode).toBe(200);
    let got = "";
    // Not fetch: its body forgets what has come and was not read yet when the transfer fails.
    const reading = async () => {
      for await (const chunk of response) got += String(chunk);
    };
    await expect(reading()).rejects.toThrow("aborted");
    expect(linesOf(got).at(-1)).toContain("It is broken.");
    expect(linesOf(got).length).toBeLessThan(rows);
  });

  itWithOwnExecutor("is reset by HTTP/1.0, which knows no other sign", async () => {
    breakAt = 3;
    const body = JSON.stringify({ query, format: "csv" });
    const ended = new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
      socket.write(
        `POST /tables HTTP/1.0\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      socket.on("data", () => undefined);
      socket.on("error", ({ message }) => resolve(message));
      socket.on("end", () => resolve("ended"));
    });
    expect(await ended).toContain("ECONNRESET");
  });

  itWithOwnExecutor("at its first page is an answer like any other", async () => {
    breakAt = 0;
    const answer = await post({ query, format: "csv" });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { errors: [{ message: "It is broken.", extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});

/** The line of the request that has just ended. */
const requestLine = () => eventually(async () => lines.find(({ msg }) => msg === "request"));

describe("the request log", () => {
  itWithOwnExecutor("has one line of a table, with its format, rows, cost and outcome", async () => {
    await (
      await post({ query: "query Some { loans(first: 150) { nodes { code } } }", format: "csv" })
    ).text();
    const line = await requestLine();
    expect(line).toMatchObject({ path: "/tables", status: 200, operation: "Some", role: "public" });
    expect(line).toMatchObject({ format: "csv", rows: 150, outcome: "OK" });
    expect(line?.cost).toBeGreaterThan(50);
  });

  itWithOwnExecutor("has one of a table that was cut off", async () => {
    breakAt = 3;
    await (await post({ query, format: "csv" })).text().catch(() => undefined);
    expect(await requestLine()).toMatchObject({
      path: "/tables",
      format: "csv",
      rows: 300,
      outcome: "NOT_FOUND",
    });
  });
});

describe("a client", () => {
  /** Until nothing is asked for any more: two looks at it that are the same. */
  const untilStill = async () => {
    for (let seen = -1; seen !== pages; ) {
      seen = pages;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return pages;
  };
  const long =
    "{ loans { nodes { number code title a: title b: title c: title d: title e: title f: title g: title } } }";

  itWithOwnExecutor("that goes away ends its table", async () => {
    const leaving = new AbortController();
    const answer = await fetch(`${gateway.url}/tables`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: long, format: "csv" }),
      signal: leaving.signal,
    });
    await answer.body?.getReader().read();
    leaving.abort();
    expect(await requestLine()).toMatchObject({ path: "/tables", format: "csv", outcome: "CLIENT_GONE" });
    expect(await untilStill()).toBeLessThan(rows / pageRows);
    // Its place is free again.
    for (let times = 0; times < defaultTableLimits.atOnceOfClient; times++) {
      expect((await post({ query, format: "csv", limit: 1 })).status).toBe(200);
    }
  });

  itWithOwnExecutor("that does not read is waited for, and then has the whole table", async () => {
    const response = await open({ query: "{ heavy: loans { nodes { number note } } }", format: "csv" });
    response.pause();
    const asked = await untilStill();
    expect(linesOf(await text(response))).toHaveLength(rows + 1);
    // Sixteen megabytes do not fit into what stands between them.
    expect(asked).toBeLessThan(pages);
  });
});

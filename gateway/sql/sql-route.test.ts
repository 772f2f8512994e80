import { Writable } from "node:stream";
import pino from "pino";
import { type GatewayFixture, startFixture, token } from "../../test/support/gateway/gateway-fixture";
import { eventually, request } from "../../test/support/gateway/gateway-request";
import { sqlProcessesOf } from "../../test/support/sql/sql-processes";
import { defaultSqlLimits } from "../config/sql-limits";
import { hashOf } from "../request/operation-record";

/* SQL over the answers of stubs, by HTTP. */

const lines: Record<string, unknown>[] = [];
const log = pino(
  { level: "info" },
  new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  }),
);

let fixture: GatewayFixture;
let analyst: string;
beforeAll(async () => {
  fixture = await startFixture({}, log);
  analyst = await token({ role: "analyst" });
});
afterAll(() => fixture.stop());

const units = { query: "{ units { code name overdue } }" };
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";

const post = (body: object, options: { authorization?: string; signal?: AbortSignal } = {}) =>
  request(`${fixture.gateway.url}/sql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(options.authorization !== "" && { authorization: `Bearer ${options.authorization ?? analyst}` }),
    },
    body: JSON.stringify(body),
    ...(options.signal && { signal: options.signal }),
  });

it("joins tables of two subgraphs, and sends the answer in the format that is asked for", async () => {
  const sql =
    "SELECT a.name, a.overdue * $times AS n FROM units a JOIN others b USING (code) ORDER BY name DESC";
  const tables = {
    units,
    others: {
      query: "query O($c: ID!) { units { code } unit(code: $c) { code } }",
      variables: { c: "00004" },
      list: "units",
    },
  };
  const body = { tables, sql, parameters: { times: 2 } };
  // What fetch gives as a text has lost the mark of UTF-8 in front.
  const csv = await post({ ...body, format: "csv", fileName: "quá hạn" });
  expect([csv.status, csv.body]).toEqual([200, "name,n\r\nNgọc Hà,6\r\nBa Đình,6\r\n"]);
  expect(csv.headers.get("content-disposition")).toContain("filename*=UTF-8''qu%C3%A1%20h%E1%BA%A1n.csv");
  expect(csv.headers.get("x-table-expected-rows")).toBe("2");
  const json = await post({ ...body, format: "json", limit: 1, language: "vi" });
  expect(json.body).toEqual({
    tables: [
      {
        name: "answer",
        columns: [
          { name: "name", key: "name", type: "text" },
          { name: "n", key: "n", type: "integer" },
        ],
        rows: [["Ngọc Hà", 6]],
      },
    ],
    notes: {
      text: sql,
      variables: { times: 2 },
      role: "analyst",
      askedAt: expect.any(String),
      rows: { answer: 1 },
      sources: [],
      remarks: ["answer: chỉ 1 dòng đầu theo yêu cầu; còn nhiều dòng nữa."],
    },
  });
});

it("leaves a line in the request log, with the SQL's hash and what its tables cost", async () => {
  lines.length = 0;
  await post({ tables: { units }, sql: "SELECT 1 AS one", format: "ndjson" });
  const line = await eventually(async () => lines.find(({ path }) => path === "/sql"));
  expect(line).toMatchObject({
    ...{ method: "POST", status: 200, role: "analyst", subject: "somebody" },
    ...{ operation: "SQL", hash: hashOf("SELECT 1 AS one"), outcome: "OK", format: "ndjson", rows: 1 },
    cost: expect.any(Number),
  });
  expect(line.cost).toBeGreaterThan(0);
});

it.each([
  [
    "no statement",
    { tables: { units }, format: "csv" },
    400,
    "BAD_USER_INPUT",
    "sql: expected a statement, such as SELECT * FROM wards.",
  ],
  [
    "an unknown format",
    { tables: {}, sql: "SELECT 1", format: "pdf" },
    400,
    "BAD_USER_INPUT",
    'format: expected one of csv, xlsx, ndjson, json, parquet, arrow; got "pdf".',
  ],
  [
    "an unknown key",
    { tables: {}, sql: "SELECT 1", format: "csv", query: "{ units }" },
    400,
    "BAD_REQUEST",
    'Expected of tables, sql, parameters, format, language, locale, fileName, limit in the POST body; got "query".',
  ],
  [
    "a table without a query",
    { tables: { units: "{ units }" }, sql: "SELECT 1", format: "csv" },
    400,
    "BAD_USER_INPUT",
    'tables.units: expected an object such as {"query": "{ … }"}.',
  ],
  [
    "a table's unknown key",
    { tables: { units: { text: "{ units }" } }, sql: "SELECT 1", format: "csv" },
    400,
    "BAD_USER_INPUT",
    'tables.units: expected of query, operationName, variables, list, documentId, extensions; got "text".',
  ],
  [
    "a name that SQL would not take",
    { tables: { "my units": units }, sql: "SELECT 1", format: "csv" },
    400,
    "BAD_USER_INPUT",
    'tables: expected names of letters, digits and _, such as wards or overdue_2025; got "my units".',
  ],
  [
    "two names that SQL cannot tell apart",
    { tables: { units, Units: units }, sql: "SELECT 1", format: "csv" },
    400,
    "BAD_USER_INPUT",
    'tables: expected names that differ in more than capital letters; got "Units" a second time.',
  ],
  [
    "parameters of another shape",
    { tables: {}, sql: "SELECT $a", parameters: { a: { b: 1 } }, format: "csv" },
    400,
    "BAD_USER_INPUT",
    'parameters: expected texts, numbers, booleans, null or lists of them by name, such as {"month": "2025-10"}.',
  ],
  [
    "two lists and no choice",
    {
      tables: { pair: { query: "{ units { code } again: units { name } }" } },
      sql: "FROM pair",
      format: "csv",
    },
    400,
    "BAD_USER_INPUT",
    'tables.pair: expected a query of one list, or "list" to say which; it has units, again.',
  ],
  [
    "a table's query that does not fit",
    { tables: { units: { query: "{ units { size } }" } }, sql: "FROM units", format: "csv" },
    400,
    "GRAPHQL_VALIDATION_FAILED",
    'Cannot query field "size" on type "Unit".',
  ],
  [
    "a mutation",
    { tables: { units: { query: "mutation { closeTask }" } }, sql: "FROM units", format: "csv" },
    405,
    "METHOD_NOT_ALLOWED",
    "Expected a query, whose lists become tables; a mutation is sent to /graphql.",
  ],
  [
    "SQL that writes",
    { tables: { units }, sql: "DELETE FROM units", format: "csv" },
    400,
    "BAD_USER_INPUT",
    "sql: Expected one statement that reads (SELECT, WITH, FROM, VALUES, PIVOT, DESCRIBE or SUMMARIZE), got one that does something else.",
  ],
  [
    "SQL that fails with the last row",
    {
      tables: {},
      sql: "SELECT CAST(CASE WHEN i < 99999 THEN '1' ELSE 'x' END AS INTEGER) AS n FROM range(100000) AS t(i)",
      format: "csv",
    },
    400,
    "BAD_USER_INPUT",
    expect.stringContaining("sql: Conversion Error: Could not convert string 'x' to INT32"),
  ],
])("refuses %s", async (_what, body, status, code, message) => {
  const answer = await post(body);
  expect([answer.status, answer.body]).toEqual([
    status,
    { errors: [expect.objectContaining({ message, extensions: expect.objectContaining({ code }) })] },
  ]);
});

it("refuses the public, and a token that does not hold", async () => {
  const body = { tables: {}, sql: "SELECT 1", format: "csv" };
  expect((await post(body, { authorization: "" })).status).toBe(401);
  expect((await post(body, { authorization: "forged" })).status).toBe(401);
  expect((await post(body, { authorization: await token({ role: "editor", org: "SKHCN" }) })).status).toBe(
    200,
  );
});

it("ends what a client does not wait for", async () => {
  const leaving = new AbortController();
  const asked = post({ tables: {}, sql: endless, format: "csv" }, { signal: leaving.signal });
  await eventually(async () => (sqlProcessesOf(process.pid).length === 1 ? true : undefined));
  leaving.abort();
  await expect(asked).rejects.toThrow("abort");
  await eventually(async () => (sqlProcessesOf(process.pid).length === 0 ? true : undefined));
});

it("holds tables to trusted documents where the role is held to them", async () => {
  const strict = await startFixture({ TRUSTED_ONLY: new Set(["analyst"]) });
  const answer = await request(`${strict.gateway.url}/sql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${analyst}` },
    body: JSON.stringify({ tables: { units }, sql: "FROM units", format: "csv" }),
  });
  expect([answer.status, answer.body]).toMatchObject([
    403,
    { errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }] },
  ]);
  await strict.stop();
});

it("has a process that waits, which ends with the gateway", async () => {
  const stopped = await startFixture({ sql: { ...defaultSqlLimits, standby: 1 } });
  await eventually(async () => (sqlProcessesOf(process.pid).length === 1 ? true : undefined));
  await stopped.stop();
  expect(sqlProcessesOf(process.pid)).toEqual([]);
});

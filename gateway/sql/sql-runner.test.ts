import { readdirSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type SqlHarness, startSql } from "../../test/support/sql/sql-harness";
import { sqlProcessesOf } from "../../test/support/sql/sql-processes";
import type { Row } from "../tables/table";

/* SQL in real processes, over tables of the test. */

const wards: Row[] = [
  [
    "00004",
    "Ba Đình",
    120_000,
    "12.50",
    "2025-07-01",
    "2025-11-14T10:00:00.123456+07:00",
    true,
    0.5,
    '{"a":[1]}',
  ],
  ["00008", "Đống Đa", 90_000, "7.125", "1954-10-10", "1954-10-10T08:00:00+07:00", false, -1e300, "[]"],
  ["00016", "ăn khánh", null, null, null, null, null, null, null],
];
const wardColumns = {
  code: { kind: "text" },
  name: { kind: "text" },
  population: { kind: "integer" },
  area: { kind: "decimal" },
  founded: { kind: "date" },
  changedAt: { kind: "instant" },
  isWard: { kind: "boolean" },
  share: { kind: "float" },
  details: { kind: "json" },
} as const;

const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";

const large = "SELECT i, repeat('x', 1000) AS text FROM range(5000) AS t(i)";

let sql: SqlHarness;
beforeAll(async () => {
  sql = await startSql(
    {
      wards: {
        columns: wardColumns,
        rows: wards,
        notes: { sources: ["Nghị quyết"], remarks: ["wards: all 3 rows are published."] },
      },
      tasks: {
        columns: { code: { kind: "text" }, Code: { kind: "text" }, cost: { kind: "decimal", scale: 2 } },
        rows: [
          ["00004", "x", "0.10"],
          ["00004", "y", "0.20"],
          ["00008", "z", "-0.05"],
        ],
      },
      none: { columns: { n: { kind: "decimal" } }, rows: [] },
    },
    { atOnce: 2, atOnceOfClient: 2 },
  );
  sql.runner.open();
});
afterAll(() => sql.stop());

const rowsOf = async (text: string, asked?: Parameters<SqlHarness["ask"]>[1]) =>
  (await sql.ask(text, asked)).rows;

describe("tables in SQL", () => {
  it("have all that the graph's cells have, and give it back the same", async () => {
    const { columns, rows } = await sql.ask("FROM wards ORDER BY code");
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ...Object.entries(wardColumns).slice(0, 3),
      ["area", { kind: "decimal", scale: 3 }],
      ...Object.entries(wardColumns).slice(4),
    ]);
    const [first, second, third] = wards;
    expect(rows).toEqual([first?.map((cell) => (cell === "12.50" ? "12.500" : cell)), second, third]);
  });

  it("are of DuckDB's own types", async () => {
    const described = await rowsOf("SELECT column_name, column_type FROM (DESCRIBE wards)");
    expect(Object.fromEntries(described)).toEqual({
      code: "VARCHAR",
      name: "VARCHAR",
      population: "BIGINT",
      area: "DECIMAL(38,3)",
      founded: "DATE",
      changedAt: "TIMESTAMP WITH TIME ZONE",
      isWard: "BOOLEAN",
      share: "DOUBLE",
      details: "JSON",
    });
  });

  it("are added up exactly, joined, and told apart although their names differ in capitals alone", async () => {
    expect(
      await rowsOf(
        "SELECT w.name, sum(cost) AS cost, count(*) AS n, max(t.code_2) AS last FROM tasks t JOIN wards w USING (code) GROUP BY ALL ORDER BY ALL",
      ),
    ).toEqual([
      ["Ba Đình", "0.30", 2, "y"],
      ["Đống Đa", "-0.05", 1, "z"],
    ]);
  });

  it("may be empty", async () => {
    expect(await sql.ask("SELECT sum(n) AS s, count(*) AS c FROM none")).toMatchObject({
      columns: [
        { name: "s", type: { kind: "decimal", scale: 0 } },
        { name: "c", type: { kind: "integer" } },
      ],
      rows: [[null, 0]],
    });
    expect((await sql.ask("FROM none")).rows).toEqual([]);
  });

  it("are at Hanoi's clocks, and sorted as Vietnamese is where SQL says so", async () => {
    expect(
      await rowsOf(
        "SELECT date_trunc('day', changedAt) AS day, changedAt::DATE AS date, hour(changedAt) AS hour, [changedAt] AS list FROM wards ORDER BY code LIMIT 2",
      ),
    ).toEqual([
      ["2025-11-14T00:00:00+07:00", "2025-11-14", 10, '["2025-11-14 10:00:00.123456+07"]'],
      ["1954-10-10T00:00:00+07:00", "1954-10-10", 8, '["1954-10-10 08:00:00+07"]'],
    ]);
    const names = await rowsOf("SELECT name FROM wards ORDER BY name COLLATE vi");
    expect(names.flat()).toEqual(["ăn khánh", "Ba Đình", "Đống Đa"]);
  });
});

describe("an answer", () => {
  it("has a cell for each type of DuckDB", async () => {
    const { columns, rows } = await sql.ask(
      `SELECT 1::TINYINT AS a, 9007199254740991 AS b, sum(1) AS c, 1.50 AS d, 1e3::DOUBLE AS e, DATE '2025-02-28' AS f,
       TIMESTAMP '2025-11-14 10:00:00.5' AS g, TIMESTAMPTZ '2025-11-14 00:00:00+00' AS h, INTERVAL 36 HOURS AS i, TIME '10:30' AS j,
       '0aaf1cbf-8944-44ea-ac2d-5daea0ad16fd'::UUID AS k, [1, NULL] AS l, {'a': 1.5, 'b': 'x'} AS m, MAP {'k': 1} AS n,
       'b'::ENUM ('a', 'b') AS o, '{"a": 1}'::JSON AS p, '\\xAA'::BLOB AS q, '101'::BIT AS r, NULL AS s, TRUE AS t,
       TIMESTAMP_S '2025-11-14 10:00:00' AS u, TIMESTAMP_NS '2025-11-14 10:00:00.123456789' AS v`,
    );
    const described = columns.map(({ name, type }, at) => [name, type.kind, rows[0]?.[at]]);
    expect(described).toEqual([
      ["a", "integer", 1],
      ["b", "integer", 9007199254740991],
      ["c", "integer", 1],
      ["d", "decimal", "1.50"],
      ["e", "float", 1000],
      ["f", "date", "2025-02-28"],
      ["g", "instant", "2025-11-14T10:00:00.500+07:00"],
      ["h", "instant", "2025-11-14T07:00:00+07:00"],
      ["i", "text", "36:00:00"],
      ["j", "text", "10:30:00"],
      ["k", "text", "0aaf1cbf-8944-44ea-ac2d-5daea0ad16fd"],
      ["l", "json", "[1,null]"],
      ["m", "json", '{"a":"1.5","b":"x"}'],
      ["n", "json", '[{"key":"k","value":1}]'],
      ["o", "text", "b"],
      ["p", "json", '{"a": 1}'],
      ["q", "text", "\\xAA"],
      ["r", "text", "101"],
      ["s", "integer", null],
      ["t", "boolean", true],
      ["u", "instant", "2025-11-14T10:00:00+07:00"],
      ["v", "instant", "2025-11-14T10:00:00.123456+07:00"],
    ]);
  });

  it("is exact beyond 2^53, and empty where no cell can hold a value, which it says", async () => {
    const { columns, rows, notes } = await sql.ask(
      "SELECT * FROM (VALUES (1::HUGEINT, 'NaN'::DOUBLE, DATE 'infinity', TIMESTAMP '12025-01-01'), (170141183460469231731687303715884105727, 1, DATE '2025-01-01', NULL)) AS t(a, b, c, d) ORDER BY a",
      { language: "vi" },
    );
    expect(columns.map(({ type }) => type)).toEqual([
      { kind: "decimal", scale: 0 },
      { kind: "float" },
      { kind: "date" },
      { kind: "instant" },
    ]);
    expect(rows).toEqual([
      ["1", null, null, null],
      ["170141183460469231731687303715884105727", 1, "2025-01-01", null],
    ]);
    expect(notes.remarks[0]).toBe(
      "answer: 3 giá trị để trống vì không phải là số, vô hạn, hoặc nằm ngoài các năm từ 1 đến 9999.",
    );
  });

  it("tells the SQL, its parameters, and what was to be known of its tables", async () => {
    const { notes } = await sql.ask("SELECT code AS code, code FROM wards WHERE founded > $day", {
      parameters: { day: "2000-01-01" },
      tables: ["wards"],
    });
    expect(notes).toEqual({
      text: "SELECT code AS code, code FROM wards WHERE founded > $day",
      variables: { day: "2000-01-01" },
      role: "analyst",
      askedAt: "2025-11-14T03:00:00.000Z",
      rows: { answer: 1 },
      sources: ["Nghị quyết"],
      remarks: ["wards: all 3 rows are published."],
    });
  });

  it("has names that differ, a limit, and says what is left out", async () => {
    const { columns, rows, notes } = await sql.ask("SELECT i, i AS I, i + 1 AS i FROM range(10) AS t(i)", {
      limit: 2,
    });
    expect(columns.map(({ name }) => name)).toEqual(["i", "I_2", "i_3"]);
    expect(rows).toEqual([
      [0, 0, 1],
      [1, 1, 2],
    ]);
    expect(notes.remarks[0]).toBe("answer: only the first 2 rows, as was asked; more follow.");
  });

  it("comes whole through the disk of its process where it is large", async () => {
    const { rows } = await sql.ask("SELECT i, repeat('x', 200) AS text FROM range(100000) AS t(i)");
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([
      100_000,
      [0, "x".repeat(200)],
      [99_999, "x".repeat(200)],
    ]);
  });
});

describe("parameters", () => {
  it("are texts, numbers, booleans and lists, and become what the SQL needs", async () => {
    expect(
      await rowsOf(
        "SELECT code FROM wards WHERE code IN (SELECT unnest($codes)) AND founded < $day AND population > $people AND isWard = $ward AND share < $share ORDER BY 1 LIMIT $most",
        {
          parameters: {
            codes: ["00004", "00008"],
            day: "2025-08-01",
            people: 100_000,
            ward: true,
            share: 0.75,
            most: 5,
          },
        },
      ),
    ).toEqual([["00004"]]);
    expect(
      await rowsOf("SELECT DATE '2025-11-14' + $days AS d, $none IS NULL AS n, $large AS l, $mixed AS m", {
        parameters: { days: 3, none: null, large: 2 ** 40, mixed: [1, 2.5, null] },
      }),
    ).toEqual([["2025-11-17", true, 2 ** 40, "[1,2.5,null]"]]);
  });

  it.each([
    [
      "one is missing",
      "SELECT $day",
      {},
      'parameters: Expected a value in "parameters" for $day of the SQL, got none.',
    ],
    [
      "one is not of the SQL",
      "SELECT $day",
      { day: 1, month: 1 },
      'parameters: Expected parameters of the SQL ($day), got "month".',
    ],
    [
      "one does not fit",
      "FROM wards WHERE founded > $day",
      { day: "14/11/2025x" },
      expect.stringContaining("sql: Conversion Error: invalid date field format"),
    ],
  ])("are told when %s", async (_what, text, parameters, message) => {
    expect(await sql.refusalOf(text, { parameters })).toEqual({ code: "BAD_USER_INPUT", message });
  });
});

describe("a statement", () => {
  it("is checked before its tables have been read", async () => {
    const unread = (async function* (): AsyncGenerator<Row[]> {
      yield [];
      await new Promise(() => {});
    })();
    const checked = await startSql(
      { t: { columns: { n: { kind: "integer" } }, rows: unread } },
      { standby: 0 },
    );
    expect(await checked.refusalOf("DROP TABLE t")).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await checked.refusalOf("SELECT m FROM t")).toEqual({
      code: "BAD_USER_INPUT",
      message:
        'sql: Binder Error: Referenced column "m" not found in FROM clause! Candidate bindings: "n" (line 1, column 8)',
    });
    await checked.stop();
  });

  it("is not the public's", async () => {
    expect(await sql.refusalOf("SELECT 1", { role: "public" })).toEqual({
      code: "UNAUTHENTICATED",
      message: "Expected a token: SQL is for analysts, editors and admins.",
    });
  });
});

describe("what takes too much", () => {
  it("of rows is refused before the first of them is sent", async () => {
    expect(await sql.refusalOf("SELECT i FROM range(10000000) AS t(i)")).toEqual({
      code: "QUERY_TOO_COMPLEX",
      message:
        "Expected an answer of at most 100,000 rows, and there are more. Aggregate, filter, or add LIMIT.",
    });
  });

  it("of time is ended", async () => {
    const hasty = await startSql({}, { timeoutMs: 500, standby: 0 });
    expect(await hasty.refusalOf(endless)).toEqual({
      code: "QUERY_TIMEOUT",
      message:
        "Expected its SQL to be done within 0.5 s. Filter or aggregate earlier; a recursion needs a condition that ends it.",
    });
    await hasty.stop();
  });

  it("of memory, of disk and of input is ended", async () => {
    const endlessRows = (async function* () {
      for (;;) yield [["x".repeat(1_000)]];
    })();
    const small = await startSql(
      { endless: { columns: { text: { kind: "text" } }, rows: endlessRows } },
      { memoryMb: 64, diskMb: 16, inputRows: 1_000, standby: 0, timeoutMs: 60_000 },
      10_000_000,
    );
    const none = { tables: [] };
    const tooMuch = {
      code: "QUERY_TOO_COMPLEX",
      message:
        "Expected SQL that needs at most 64 MB of memory and 16 MB on disk; this needs more. Filter or aggregate earlier, and look for a join that multiplies rows.",
    };
    expect(await small.refusalOf("SELECT * FROM range(30000000) AS t(i) ORDER BY hash(i)", none)).toEqual(
      tooMuch,
    );
    expect(await small.refusalOf("SELECT list(repeat('x', 1000)) FROM range(1000000)", none)).toEqual(
      tooMuch,
    );
    expect(await small.refusalOf("SELECT repeat('x', 1000) FROM range(100000)", none)).toEqual({
      code: "QUERY_TOO_COMPLEX",
      message: "Expected an answer of at most 16 MB. Aggregate, filter, or add LIMIT.",
    });
    expect(await small.refusalOf("SELECT count(*) FROM endless")).toEqual({
      code: "QUERY_TOO_COMPLEX",
      message:
        "Expected tables of at most 1,000 rows together; there are more. Narrow their queries with filters.",
    });
    await small.stop();
  });
});

describe("a process", () => {
  let alone: SqlHarness;
  let waiting: number[];
  beforeAll(async () => {
    // Those of the other tests that wait for requests.
    waiting = await thoseThatWait();
    alone = await startSql({}, { standby: 0, atOnceOfClient: 2 });
  });
  afterAll(() => alone.stop());
  /** Two that stay: for a moment one that ends is there, and none yet that takes its place. */
  function thoseThatWait(): Promise<number[]> {
    let [before, looks] = ["", 0];
    return eventually(async () => {
      const pids = sqlProcessesOf(process.pid);
      looks = pids.length === 2 && pids.join() === before ? looks + 1 : 0;
      before = pids.join();
      return looks === 40 ? pids : undefined;
    });
  }
  const others = () => sqlProcessesOf(process.pid).filter((pid) => !waiting.includes(pid));
  /** The one that runs now. */
  const busy = () => eventually(async () => (await started()) && others()[0]);
  /** SQL runs when its folder and its process are there. */
  const started = async () => (others().length === 1 ? true : undefined);
  const left = () => [others(), readdirSync(join(alone.directory, "processes"))];

  it("is gone when the client goes while its SQL runs", async () => {
    const leaving = new AbortController();
    const running = alone.refusalOf(endless, { signal: leaving.signal });
    await busy();
    leaving.abort(new Error("The client has gone."));
    expect((await running).message).toBe("The client has gone.");
    expect(left()).toEqual([[], []]);
  });

  it("is gone when a client goes that does not read", async () => {
    const leaving = new AbortController();
    const { pages } = await alone.begin(large, { signal: leaving.signal });
    await pages.next();
    leaving.abort(new Error("The client has gone."));
    await expect(drain(pages)).rejects.toThrow("The client has gone.");
    await eventually(async () => (others().length === 0 ? true : undefined));
  });

  it("is gone at the end of its life although nobody reads its answer", async () => {
    const short = await startSql({}, { lifetimeMs: 4_000, standby: 0 });
    const { pages } = await short.begin(large);
    await pages.next();
    await eventually(async () => (others().length === 0 ? true : undefined));
    await expect(drain(pages)).rejects.toMatchObject({ extensions: { code: "QUERY_TIMEOUT" } });
    await short.stop();
  });

  it("that is killed is told as such, and the next request has another", async () => {
    const loaded = Promise.withResolvers<void>();
    const rows = (async function* (): AsyncGenerator<Row[]> {
      yield [[1]];
      loaded.resolve();
    })();
    const killed = await startSql({ t: { columns: { n: { kind: "integer" } }, rows } }, { standby: 0 });
    const running = killed.refusalOf(endless);
    await loaded.promise;
    process.kill(await busy(), "SIGKILL");
    expect(await running).toEqual({
      code: "SERVICE_UNAVAILABLE",
      message:
        "The process that ran the SQL has ended; ask again, and if it happens again, for less at a time.",
    });
    expect((await killed.ask("SELECT 1", { tables: [] })).rows).toEqual([[1]]);
    await killed.stop();
  });

  it("has one viewer's tables and nothing of another's, nor of what ran before", async () => {
    const seen = await Promise.all([
      rowsOf("SHOW TABLES", { client: "one", tables: ["wards"] }),
      rowsOf("SHOW TABLES", { client: "two", tables: ["tasks"] }),
    ]);
    expect(seen).toEqual([[["wards"]], [["tasks"]]]);
    expect(await rowsOf("SHOW TABLES", { tables: [] })).toEqual([]);
    waiting = await thoseThatWait();
  });

  it("ends with what was wrong with a page that cannot be read", async () => {
    const rows = (async function* () {
      yield [[1]];
      throw new Error("The subgraph does not answer.");
    })();
    const broken = await startSql({ half: { columns: { n: { kind: "integer" } }, rows } }, { standby: 0 });
    await expect(broken.ask("FROM half")).rejects.toThrow("The subgraph does not answer.");
    await broken.stop();
    expect(others()).toEqual([]);
  });

  it("is gone, and its folder, with the runner", async () => {
    await eventually(async () => (others().length === 0 ? true : undefined));
    const stopped = await startSql({}, { standby: 2 });
    stopped.runner.open();
    const running = stopped.refusalOf(endless);
    await eventually(async () => (others().length === 3 ? true : undefined));
    await stopped.runner.close();
    expect(await running).toEqual({ code: "SERVICE_UNAVAILABLE", message: expect.any(String) });
    expect([others(), readdirSync(join(stopped.directory, "processes"))]).toEqual([[], []]);
    await stopped.stop();
  });
});

async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done);
}

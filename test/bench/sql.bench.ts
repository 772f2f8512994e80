import { setTimeout as sleep } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { createTables } from "../../gateway/sql/worker/create-tables";
import { openTableWriter } from "../../gateway/sql/worker/table-writer";
import type { ColumnType, Row } from "../../gateway/tables/table";
import { tokenFor } from "../support/gateway/token-for";
import { startGraph } from "../support/processes/running-graph";
import { type GivenTable, startSql } from "../support/sql/sql-harness";
import { post, sql, tables } from "./sql/ask-sql";
import { type Measured, measure, table } from "./support/measure";

/**
 * SQL over three tables of 126 units: the three queries by themselves, as tables, and with SQL over them, by HTTP of a
 * whole graph; then the same rows through an SQL process without the graph, and through DuckDB in this process. Then a
 * table of BENCH_ROWS rows (a million) that is added up, with what memory this process takes for it.
 */
export async function run(): Promise<void> {
  const runs = Number(process.env.BENCH_TIMES ?? 30);
  const given = await measureGraph(runs);
  await measureProcess(given, runs);
  await measureLarge(Number(process.env.BENCH_ROWS ?? 1_000_000));
}

const rowOf = (name: string, { p50, p95, max }: Measured) => [name, p50, p95, max];
const headings = ["what", "p50, ms", "p95, ms", "max, ms"];
/** Until another SQL process waits: who asks again at once waits for it, which is no part of an answer. */
const refillMs = 1_500;

async function measureGraph(runs: number): Promise<Record<string, GivenTable>> {
  const graph = await startGraph(undefined, { RATE_ANALYST: "0" });
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    const all = Object.values(tables);
    const each = (path: string, extra: object) =>
      Promise.all(all.map((asked) => post(graph.origin, path, { ...asked, ...extra }, token)));
    const pause = () => sleep(refillMs);
    const counted = { runs, warmup: 3, before: pause };
    const queries = await measure(() => each("/graphql", {}), counted);
    const asTables = await measure(() => each("/tables", { format: "json" }), counted);
    const body = { tables, sql, format: "json" };
    const whole = await measure(() => post(graph.origin, "/sql", body, token), counted);
    const rows = [
      rowOf("three queries at /graphql, side by side", queries),
      rowOf("the same at /tables", asTables),
      rowOf("SQL over them at /sql", whole),
    ];
    console.log(`By HTTP, ${runs} times\n\n${table(headings, rows)}\n`);
    const beside = (other: Measured) => `${(whole.p50 - other.p50).toFixed(1)} ms`;
    console.log(
      `SQL beside its queries, in the middle: ${beside(queries)}; beside its tables: ${beside(asTables)}\n`,
    );
    const read = await each("/tables", { format: "json" });
    return Object.fromEntries(Object.keys(tables).map((name, at) => [name, givenOf(read[at])]));
  } finally {
    await graph.cleanUp();
  }
}

/** What `format: "json"` has. */
interface ReadTable {
  columns: { key: string; type: string; scale?: number }[];
  rows: Row[];
}

function givenOf(read: unknown): GivenTable {
  const { tables: [first] = [] } = read as { tables?: ReadTable[] };
  if (!first) throw new Error("Expected a table.");
  const typeOf = ({ type, scale }: ReadTable["columns"][number]) =>
    (type === "decimal" ? { kind: "decimal", scale } : { kind: type }) as ColumnType;
  return {
    columns: Object.fromEntries(first.columns.map((each) => [each.key, typeOf(each)])),
    rows: first.rows,
  };
}

async function measureProcess(given: Record<string, GivenTable>, runs: number): Promise<void> {
  const harness = await startSql(given, { standby: 2 });
  harness.runner.open();
  const pause = () => sleep(refillMs);
  const own = await measure(() => harness.ask(sql), { runs, warmup: 3, before: pause });
  const trivial = await measure(() => harness.ask("SELECT 1", { tables: [] }), {
    runs,
    warmup: 3,
    before: pause,
  });
  await harness.stop();
  const instance = await DuckDBInstance.create(":memory:");
  const inProcess = await measure(() => askHere(instance, given), { runs, warmup: 3 });
  const rows = [
    rowOf("an SQL process: tables in, SQL, answer out", own),
    rowOf("an SQL process: SELECT 1", trivial),
    rowOf("DuckDB in this process: the same", inProcess),
  ];
  console.log(`Without the graph, ${runs} times\n\n${table(headings, rows)}\n`);
}

async function askHere(instance: DuckDBInstance, given: Record<string, GivenTable>): Promise<void> {
  const connection = await instance.connect();
  const described = Object.entries(given).map(([name, { columns }]) => ({
    name,
    columns: Object.entries(columns).map(([key, type]) => ({ key, type })),
  }));
  await createTables(connection, described);
  for (const each of described) {
    const writer = await openTableWriter(connection, each);
    const rows = given[each.name]?.rows ?? [];
    for await (const page of [rows]) await writer.write(page as readonly Row[]);
    writer.end();
  }
  await (await connection.runAndReadAll(sql)).getRowsJson();
  for (const { name } of described) await connection.run(`DROP TABLE "${name}"`);
  connection.closeSync();
}

async function measureLarge(rows: number): Promise<void> {
  const pages = (async function* () {
    for (let from = 0; from < rows; from += 2_000) {
      yield Array.from({ length: Math.min(2_000, rows - from) }, (_, at): Row => {
        const number = from + at;
        return [
          `H${number}`,
          String(number % 126).padStart(5, "0"),
          `${number % 1_000}.5`,
          "2025-11-14",
          number % 3 === 0,
        ];
      });
    }
  })();
  const columns: GivenTable["columns"] = {
    ...{ code: { kind: "text" }, unit: { kind: "text" }, amount: { kind: "decimal" } },
    ...{ day: { kind: "date" }, late: { kind: "boolean" } },
  };
  const harness = await startSql(
    { dossiers: { columns, rows: pages } },
    { standby: 1, inputRows: rows, timeoutMs: 300_000 },
  );
  harness.runner.open();
  await sleep(refillMs);
  let most = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 20);
  const start = performance.now();
  await harness.ask(
    "SELECT unit, count(*) AS n, sum(amount) AS s, avg(late::INT) AS late FROM dossiers GROUP BY ALL",
  );
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(watch);
  await harness.stop();
  const grown = most / 1024 / 1024;
  console.log(
    `${rows} rows of 5 columns in, added up: ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MB more here\n`,
  );
}

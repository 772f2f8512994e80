import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultSqlLimits, type SqlLimits } from "../../../gateway/config/sql-limits";
import type { GatewayContext } from "../../../gateway/request/context";
import type { SqlParameter } from "../../../gateway/sql/messages/messages";
import { createSqlRunner, type SqlRunner } from "../../../gateway/sql/sql-runner";
import type { Cell, Column, ColumnType, Row, TableAnswer, TableNotes } from "../../../gateway/tables/table";
import type { TableReader } from "../../../gateway/tables/table-reader";
import { createLogger } from "../../../shared/base/log/logger";
import type { Role } from "../../../shared/http/identity/viewer";

/** A table that a query of its name gives. */
export interface GivenTable {
  columns: Readonly<Record<string, ColumnType>>;
  rows: AsyncIterable<readonly Row[]> | readonly Row[];
  notes?: Partial<TableNotes>;
}

export interface AskedSql {
  parameters?: Record<string, SqlParameter>;
  limit?: number;
  language?: "vi" | "en";
  role?: Role;
  client?: string;
  signal?: AbortSignal;
  /** The tables of the harness that the SQL gets; absent: all. */
  tables?: string[];
}

export interface SqlHarness {
  runner: SqlRunner;
  /** The whole answer. */
  ask(sql: string, asked?: AskedSql): Promise<AnswerRead>;
  /** The answer with its pages unread. */
  begin(sql: string, asked?: AskedSql): Promise<AnswerBegun>;
  /** What the message and code of a refusal are. */
  refusalOf(sql: string, asked?: AskedSql): Promise<{ code: unknown; message: string }>;
  /** Of SQL processes. */
  directory: string;
  stop(): Promise<void>;
}

export interface AnswerBegun {
  answer: TableAnswer;
  pages: AsyncIterator<readonly Row[]>;
}

export interface AnswerRead {
  columns: readonly { name: string; type: ColumnType }[];
  rows: Row[];
  notes: TableNotes;
}

/** Runs SQL in real processes, over tables that a test makes up. */
export async function startSql(
  given: Readonly<Record<string, GivenTable>>,
  limits: Partial<SqlLimits> = {},
  mostRows = 100_000,
): Promise<SqlHarness> {
  const directory = await mkdtemp(join(tmpdir(), "sql-test-"));
  const runner = createSqlRunner({
    reader: readerOf(given),
    limits: { ...defaultSqlLimits, directory: join(directory, "processes"), ...limits },
    rows: { public: 0, analyst: mostRows, editor: mostRows, admin: mostRows },
    log: createLogger("sql", "silent"),
  });
  const begin: SqlHarness["begin"] = async (sql, asked = {}) => {
    const { parameters, limit, language, role = "analyst", client = "somebody", signal, tables } = asked;
    const names = tables ?? Object.keys(given);
    const request = {
      tables: Object.fromEntries(names.map((name) => [name, { query: name }])),
      ...{ sql, parameters, limit, language },
    };
    const aborted = signal ?? new AbortController().signal;
    const answer = await runner.run(request, contextOf(role, client), aborted);
    const pages = answer.tables[0]?.pages[Symbol.asyncIterator]();
    if (!pages) throw new Error("Expected a table.");
    return { answer, pages };
  };
  const ask: SqlHarness["ask"] = async (sql, asked) => {
    const { answer, pages } = await begin(sql, asked);
    const rows: Row[] = [];
    for (let page = await pages.next(); !page.done; page = await pages.next()) rows.push(...page.value);
    const columns = (answer.tables[0]?.columns ?? []).map(({ name, type }) => ({ name, type }));
    return { columns, rows, notes: answer.notes() };
  };
  return {
    ...{ runner, directory, begin, ask },
    async refusalOf(sql, asked) {
      const error: unknown = await ask(sql, asked).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error === undefined) throw new Error(`Expected a refusal of ${sql}.`);
      // By shape: errors of Node.js itself are of another realm's Error inside jest.
      const extensions: unknown = Reflect.get(Object(error), "extensions");
      const message: unknown = Reflect.get(Object(error), "message");
      return { code: Reflect.get(Object(extensions), "code"), message: String(message) };
    },
    async stop() {
      await runner.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function contextOf(role: Role, subject: string): GatewayContext {
  const viewer = { subject: role === "public" ? null : subject, role, organization: null };
  return { viewer, requestId: "test", begunAt: "2025-11-14T03:00:00.000Z", record: {} };
}

function readerOf(given: Readonly<Record<string, GivenTable>>): TableReader {
  return {
    async read({ query: name }, { viewer, begunAt }) {
      const table = given[name];
      if (!table) throw new Error(`Expected a table of the test, got ${name}.`);
      const columns = Object.entries(table.columns).map(([key, type]): Column => ({ key, name: key, type }));
      const pages = isRows(table.rows) ? pagesOf(table.rows) : table.rows;
      const notes = { text: name, role: viewer.role, askedAt: begunAt, rows: {}, sources: [], remarks: [] };
      return { tables: [{ name, columns, pages }], notes: () => ({ ...notes, ...table.notes }) };
    },
  };
}

function isRows(rows: GivenTable["rows"]): rows is readonly Row[] {
  return Array.isArray(rows);
}

async function* pagesOf(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += 1_000) yield rows.slice(from, from + 1_000);
}

export type { Cell, Row };

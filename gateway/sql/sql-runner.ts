import { earliestOf } from "../../shared/base/changes/data-as-of";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { Role } from "../../shared/http/identity/viewer";
import type { SqlLimits } from "../config/sql-limits";
import type { GatewayContext } from "../request/context";
import { hashOf } from "../request/operation-record";
import type { Column, TableAnswer, TableRequest } from "../tables/table";
import type { TableReader } from "../tables/table-reader";
import { answerTable } from "./answer-table";
import { loadTables } from "./load-tables";
import { distinctNames } from "./messages/distinct-names";
import type { SqlColumn } from "./messages/messages";
import { createProcessPool } from "./process/process-pool";
import { sqlRemarks } from "./sql-remarks";
import { checkSqlRequest, type SqlRequest } from "./sql-request";
import { beginSqlRun, processGone, type SqlRun } from "./sql-run";
import { createSqlTurns } from "./sql-turns";

/** Runs SQL over tables of the graph. */
export interface SqlRunner {
  /**
   * Resolves when the SQL has run and its whole answer is there. Throws GraphError for what cannot be had; what a table's
   * query throws is thrown as it is. Aborting the signal ends all of it.
   */
  run(request: SqlRequest, context: GatewayContext, signal: AbortSignal): Promise<TableAnswer>;
  /** Starts the processes that wait for requests. */
  open(): void;
  /** Ends all processes. */
  close(): Promise<void>;
}

export interface SqlRunnerOptions {
  reader: TableReader;
  limits: SqlLimits;
  /** Most rows of an answer. */
  rows: Readonly<Record<Role, number>>;
  log: Logger;
}

/**
 * Tables are read as the viewer by the reader of tables: what a viewer may not read in the graph, the SQL never sees. It
 * runs in a process that has nothing else and serves nobody else.
 */
export function createSqlRunner({ reader, limits, rows, log }: SqlRunnerOptions): SqlRunner {
  const { memoryMb, diskMb, threads, standby, directory, user, walls } = limits;
  const pool = createProcessPool({
    ...{ standby, directory, user, log },
    settings: { memoryMb, diskMb, threads },
    limits: { memoryMb, diskMb, cpuSeconds: Math.ceil((threads + 1) * (limits.lifetimeMs / 1_000)) },
    requiresNamespaces: walls === "require",
  });
  const turns = createSqlTurns(limits);

  /** Reads tables into the process, and gives the answer when all of it is there. */
  const answer = async (
    run: SqlRun,
    request: SqlRequest,
    context: GatewayContext,
    signal: AbortSignal,
  ): Promise<TableAnswer> => {
    const { sql, parameters = {}, limit, language = "en" } = request;
    const { role } = context.viewer;
    run.startClock();
    await run.process.send({ kind: "statement", sql, parameters, mostRows: rows[role], limit });
    // Before anything is read: a text that is no SQL costs nothing.
    await run.expect("checked");
    const names = Object.keys(request.tables);
    const read = await Promise.all(
      Object.entries(request.tables).map(([name, table]) => readTable(name, table, context, signal)),
    );
    if (context.record) Object.assign(context.record, { operation: "SQL", hash: hashOf(sql) });
    const tables = read.map(({ table }) => table);
    const described = tables.map(({ columns }, at) => ({
      name: names[at] ?? "",
      columns: sqlColumns(columns),
    }));
    run.startClock();
    await run.process.send({ kind: "tables", tables: described });
    const loaded = loadTables(run.process, tables, limits.inputRows).then(
      () => true,
      // What is awaited below tells it, or what the process said before: a table that does not fit into it, for example.
      (error: unknown) => {
        void run.end(error);
        return false;
      },
    );
    // A column that is not there is known before the tables are, and their reading is ended.
    await run.expect("bound");
    let begunAt = Number.POSITIVE_INFINITY;
    void loaded.then((isWhole) => {
      if (!isWhole) return;
      begunAt = performance.now();
      run.startClock();
    });
    const whole = await run.expect("answer").finally(() => chargeSql(context, performance.now() - begunAt));
    let sent = 0;
    const table = answerTable(whole, run, (count) => {
      sent += count;
    });
    return {
      tables: [table],
      notes: () => ({
        text: sql,
        ...(request.parameters && { variables: { ...request.parameters } }),
        role,
        askedAt: context.begunAt,
        dataAsOf: earliestOf(read.map(({ notes }) => notes().dataAsOf)),
        rows: { [table.name]: sent },
        sources: [...new Set(read.flatMap(({ notes }) => notes().sources))].sort(),
        remarks: [
          ...sqlRemarks(whole, request, language),
          ...read.flatMap(({ notes }, at) =>
            notes().remarks.map((remark) => renamed(remark, tables[at]?.name, names[at])),
          ),
        ],
      }),
    };
  };
  /** One table of one query. */
  const readTable = async (
    name: string,
    request: TableRequest,
    context: GatewayContext,
    signal: AbortSignal,
  ) => {
    // Codes, not labels: SQL compares them, whatever language its reader has.
    const read = await reader.read({ ...request, language: "en" }, context, signal);
    const [table, ...others] = read.tables;
    if (!table || others.length > 0) {
      const lists = read.tables.map((each) => each.name).join(", ");
      throw new GraphError(
        "BAD_USER_INPUT",
        `tables.${name}: expected a query of one list, or "list" to say which; it has ${lists}.`,
        { argument: ["tables", name, "list"] },
      );
    }
    return { table, notes: read.notes };
  };
  return {
    async run(request, context, signal) {
      requireRole(context);
      checkSqlRequest(request);
      const client = context.rate?.client ?? context.viewer.subject ?? "";
      const endTurn = await turns.take(client, signal);
      // Aborted also when the run has ended, so that no table is read on.
      const abort = new AbortController();
      const both = AbortSignal.any([signal, abort.signal]);
      let run: SqlRun | undefined;
      try {
        const process = await take();
        run = beginSqlRun(process, request.sql, limits, signal);
        void process.ended.then(() => {
          abort.abort(run?.reason() ?? processGone());
          endTurn();
        });
        return await answer(run, request, context, both);
      } catch (error) {
        if (context.record) context.record.hash = hashOf(request.sql);
        if (!run) endTurn();
        // Gone before the client is told: nothing is left running.
        else await run.end(error);
        throw error;
      }
    },
    open: pool.open,
    close: pool.close,
  };

  async function take() {
    try {
      return await pool.take();
    } catch (cause) {
      log.error({ err: cause }, "there is no process for SQL");
      throw new GraphError("SERVICE_UNAVAILABLE", "SQL cannot be run here now; ask again.", {
        cause,
        retryAfter: 30,
      });
    }
  }
}

/** In objects fetched, of which a process answers so many in a millisecond. */
const costPerMs = 100;

/** Charges the time that SQL has run; its tables were charged page by page. */
function chargeSql({ rate, record }: GatewayContext, ms: number): void {
  if (!(ms > 0)) return;
  const cost = Math.ceil(ms * costPerMs);
  if (record) record.cost = (record.cost ?? 0) + cost;
  // A client that has nothing left is refused with its next request: this one has run already.
  rate?.charge(cost).catch(() => {});
}

/** Whoever has a token: an editor reads no more by SQL than by queries, and no less. */
function requireRole({ viewer }: GatewayContext): void {
  if (viewer.role !== "public") return;
  throw new GraphError("UNAUTHENTICATED", "Expected a token: SQL is for analysts, editors and admins.");
}

/** A remark begins with the name of its table, which has another in the SQL. */
function renamed(remark: string, own = "", name = ""): string {
  return own !== "" && remark.startsWith(`${own}: `) ? `${name}${remark.slice(own.length)}` : remark;
}

function sqlColumns(columns: readonly Column[]): SqlColumn[] {
  const keys = distinctNames(columns.map(({ key }) => key));
  return columns.map(({ key, type }, at) => ({ key: keys[at] ?? key, type }));
}

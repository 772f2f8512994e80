import { z } from "zod";
import { GraphError } from "../../../shared/base/errors/graph-error";
import type { OperationOutcome } from "../../request/operation-record";
import { type Column, languages, type Row, type TableAnswer } from "../../tables/table";
import { defineTool, type Tool } from "./define-tool";
import { tableFigures } from "./table-figures";
import { queryInput } from "./validate-query";

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const input = z.strictObject({
  tables: z
    .record(
      z.string(),
      z.strictObject({
        ...queryInput.shape,
        list: z
          .string()
          .max(300)
          .optional()
          .describe(
            "Path of the list whose objects are the rows, e.g. `units.nodes`; the only one by default.",
          ),
      }),
    )
    .describe("Tables by their names (`wards`), each a GraphQL query: a list of its answer gives the rows."),
  sql: z.string().min(1).max(50_000).describe("One SELECT over these tables, in DuckDB's SQL."),
  parameters: z
    .record(z.string(), z.union([cell, z.array(cell)]))
    .optional()
    .describe("Values of $name in the SQL."),
  language: z.enum(languages).default("en").describe("Of the columns' names as people read them."),
});

const output = z.strictObject({
  notes: z.strictObject({
    remarks: z.array(z.string()).describe("What must be said wherever figures of this answer are quoted."),
    sources: z.array(z.string()),
    askedAt: z.string(),
    role: z.string(),
    figures: z
      .array(
        z.strictObject({
          table: z.string(),
          path: z.string(),
          coordinate: z.string(),
          meaning: z.string(),
          vi: z.string().nullable(),
        }),
      )
      .describe("What the numbers of the tables count, and in which unit."),
  }),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.strictObject({ name: z.string(), key: z.string(), type: z.string() })),
      rows: z.array(z.array(cell)),
    }),
  ),
});

const mostRows = 2_000;

/** Runs SQL over tables of the graph. */
export const runSql: Tool = defineTool({
  name: "run_sql",
  title: "Run SQL over tables of the graph",
  description:
    "Joins, windows, ratios and correlations over what GraphQL queries answer: each query gives a table (connections are followed to their end), and one SELECT in DuckDB's SQL gives the answer. For analysts. Aggregate in SQL: an answer has at most 2,000 rows.",
  input,
  output,
  async answer(
    { tables, sql, parameters, language },
    { graph, context, signal, maxBytes, requireOpenTexts },
  ) {
    requireOpenTexts();
    const record: OperationOutcome = {};
    const stop = new AbortController();
    const answer = await graph.sql.run(
      { tables, sql, parameters, language, limit: mostRows + 1 },
      { ...context, record },
      AbortSignal.any([signal, stop.signal]),
    );
    try {
      const read = await readTables(answer, maxBytes);
      const { remarks, sources, askedAt, role } = answer.notes();
      const { figures, remarks: untold } = tableFigures(graph, tables);
      const notes = { remarks: [...remarks, ...untold], sources: [...sources], askedAt, role, figures };
      return { notes, tables: read };
    } finally {
      // In the request log the call is known by its tool.
      if (context.record) Object.assign(context.record, { hash: record.hash, cost: record.cost });
      // What was not read is not to be had any more.
      stop.abort();
    }
  },
});

/** All rows, or QUERY_TOO_COMPLEX when there are more than an assistant can take in. */
async function readTables(answer: TableAnswer, maxBytes: number): Promise<z.output<typeof output>["tables"]> {
  const tables: z.output<typeof output>["tables"] = [];
  let bytes = 0;
  for (const { name, columns, pages } of answer.tables) {
    const rows: Row[] = [];
    for await (const page of pages) {
      for (const row of page) {
        bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
        if (bytes > maxBytes - roomForNotes || rows.length >= mostRows) throw tooLong(rows.length, maxBytes);
        rows.push(row);
      }
    }
    tables.push({ name, columns: columns.map(describe), rows: rows.map((row) => [...row]) });
  }
  return tables;
}

const roomForNotes = 4_096;

function tooLong(rows: number, maxBytes: number): GraphError {
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected an answer of at most ${maxBytes.toLocaleString("en")} bytes and ${mostRows.toLocaleString("en")} rows, got more than ${rows} rows. Narrow it: aggregate, select fewer columns, or add LIMIT ${Math.max(1, Math.floor(rows * 0.9))}.`,
  );
}

function describe({ name, key, type }: Column): { name: string; key: string; type: string } {
  return { name, key, type: type.kind };
}

import type { Column, ColumnType, Row, Table, TableAnswer, TableNotes } from "../../../gateway/tables/table";

/** A table that is there already, as an answer would read it page by page. */
export interface GivenTable {
  name: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** Rows of a page; all of them in one by default. */
  pageRows?: number;
  /** Thrown in place of the page that begins with this row. */
  failsAt?: number;
  error?: Error;
  /** Called when the page of this number, from 1, is asked for. */
  onPage?: (number: number) => void;
}

/** Columns by their names: `{ code: "text", price: { kind: "decimal", scale: 2 } }`. */
export function columnsOf(types: Record<string, ColumnType["kind"] | ColumnType>): Column[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    key: name,
    type: typeof type === "string" ? { kind: type } : type,
  }));
}

/** What is counted of the pages that were read. */
export interface Reading {
  pages: number;
  /** How often a table's pages were given back before their end. */
  returned: number;
}

/** An answer of given tables, and what was read of it. */
export function answerOf(
  given: readonly GivenTable[],
  notes: Partial<TableNotes> = {},
): TableAnswer & { reading: Reading } {
  const reading: Reading = { pages: 0, returned: 0 };
  const rows: Record<string, number> = {};
  const tables = given.map((table): Table => ({ ...table, pages: pagesOf(table, rows, reading) }));
  return {
    tables,
    reading,
    notes: () => ({
      text: "{ dossiers { nodes { code } } }",
      role: "analyst",
      askedAt: "2025-11-14T10:00:00+07:00",
      sources: [],
      remarks: [],
      ...notes,
      rows: { ...rows },
    }),
  };
}

async function* pagesOf(
  { name, rows, pageRows = Math.max(1, rows.length), failsAt, error, onPage }: GivenTable,
  counts: Record<string, number>,
  reading: Reading,
): AsyncGenerator<readonly Row[], void, undefined> {
  let isAtEnd = false;
  counts[name] = 0;
  try {
    for (let at = 0; at < rows.length; at += pageRows) {
      if (failsAt !== undefined && at >= failsAt) throw error ?? new Error("no page");
      const page = rows.slice(at, at + pageRows);
      reading.pages++;
      onPage?.(reading.pages);
      counts[name] += page.length;
      yield page;
    }
    isAtEnd = true;
  } finally {
    if (!isAtEnd) reading.returned++;
  }
}

import type { Cell, ColumnType, Row, Table } from "../tables/table";
import type { FromWorker } from "./messages/messages";
import type { SqlRun } from "./sql-run";

/** An answer of SQL as a table whose pages come from its process, which ends behind the last of them. */
export function answerTable(
  { columns, rows }: Extract<FromWorker, { kind: "answer" }>,
  run: Pick<SqlRun, "nextPage" | "end">,
  onRows: (count: number) => void,
): Table {
  async function* pages(): AsyncGenerator<readonly Row[], void, undefined> {
    let left = rows;
    try {
      for (;;) {
        const page = await run.nextPage();
        left -= page?.length ?? 0;
        // More than were announced, or fewer at the end: the file must not look whole.
        if (left < 0 || (!page && left > 0)) throw new Error(`Expected ${rows} rows of the SQL process.`);
        if (!page) return;
        onRows(page.length);
        yield page.map((row) => readRow(row, columns));
      }
    } finally {
      // Nobody waits for it: the last row is there.
      void run.end();
    }
  }
  return {
    name: "answer",
    columns: columns.map(({ name, type }) => ({ name, key: name, type })),
    expectedRows: rows,
    pages: pages(),
  };
}

/** What comes from the process is looked at: a cell that is none of its column's would break the file that it is put into. */
function readRow(row: Row, columns: readonly { name: string; type: ColumnType }[]): Row {
  if (row.length !== columns.length)
    throw new Error(`Expected ${columns.length} cells of the SQL process, got ${row.length}.`);
  return columns.map(({ type }, at) => readCell(row[at] ?? null, type));
}

function readCell(cell: Cell, type: ColumnType): Cell {
  if (cell === null) return null;
  switch (type.kind) {
    case "boolean":
      if (typeof cell === "boolean") return cell;
      break;
    case "integer":
      if (Number.isSafeInteger(cell)) return cell;
      break;
    case "float":
      if (typeof cell === "number") return cell;
      break;
    case "decimal":
      // Whole numbers, of which another is too large for a number.
      if (typeof cell === "number") return String(cell);
      if (typeof cell === "string" && /^-?\d+(\.\d+)?$/.test(cell)) return cell;
      break;
    case "date":
      if (typeof cell === "string" && /^\d{4}-\d\d-\d\d$/.test(cell)) return cell;
      break;
    case "instant":
      if (typeof cell === "string" && /^\d{4}-\d\d-\d\dT[\d:.]{8,15}\+07:00$/.test(cell)) return cell;
      break;
    default:
      if (typeof cell === "string") return cell;
  }
  throw new Error(`Expected a cell of the SQL process that is ${type.kind}, got ${typeof cell}.`);
}

/** Columns and rows, as they can be compared whatever engine or format they came through. */
export interface PlainRows {
  columns: string[];
  rows: unknown[][];
}

/**
 * Numbers to eleven digits, for engines add up in other orders; instants in one form. The rest stays what it is: text is
 * never taken for a number.
 */
export function plainRows({ columns, rows }: PlainRows): PlainRows {
  return { columns, rows: rows.map((row) => row.map(plainCell)) };
}

const instant = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d)?(?::\d\d)?$/;

function plainCell(cell: unknown): unknown {
  if (typeof cell === "number") return Number(cell.toPrecision(11));
  const [, day, time, offset] = (typeof cell === "string" && instant.exec(cell)) || [];
  if (day === undefined) return cell;
  // PostgreSQL writes +07, which no Date reads, and a CSV what the clocks of Hanoi show.
  return new Date(`${day}T${time}${offset === "Z" ? "Z" : `${offset ?? "+07"}:00`}`).toISOString();
}

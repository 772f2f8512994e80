/** A row of a file as it stands there; the header is one too. */
export interface FileRow {
  /** Line on which it begins, from 1; of a sheet its number there. */
  line: number;
  /** Without quotes; blanks around a cell count only within quotes. Numbers of a workbook as plain decimals, days as in ISO 8601. */
  cells: string[];
  /** The problem of its quotes. */
  faults: Fault[];
  /** What a workbook says of each cell; none of a text file. */
  types?: (CellType | undefined)[];
}

/** Of a workbook's cell: its number is no text that could be read in two ways, its text is no formula. */
export type CellType = "number" | "day" | "text" | "boolean" | "error" | "uncalculated";

/** A problem at a position of a file. `column` is counted from 0; none when the whole line is meant. */
export interface Fault {
  line: number;
  column?: number;
  expected: string;
  got?: string;
  hint?: string;
}

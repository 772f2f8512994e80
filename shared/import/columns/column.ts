/** What a cell becomes. Decimals, days and instants stay text: as a number or a Date they would change. */
export type CellValue = string | number | boolean | readonly string[];

/** Why a cell is refused: what its column expects, and what may help. */
export class CellProblem {
  constructor(
    readonly expected: string,
    readonly hint?: string,
  ) {}
}

/** What every column says about itself, whatever its type. */
export interface ColumnText {
  /** First line of the file, in both languages; either is read, without regard to case and accents. */
  header: { en: string; vi: string };
  /** Other names that a header may have. */
  aliases?: readonly string[];
  /** Whether the header must have it and every row must fill it. An empty cell of another column is null. */
  required?: boolean;
  /** A cell of the template. */
  example: string;
  /** One sentence for those who fill it in. */
  explanation: string;
}

/** A column of an import: how a cell is read, checked and written. `Value` is what a filled cell becomes. */
export interface Column<Value extends CellValue = CellValue> extends ColumnText {
  /** Type of the staging table's column, e.g. `date`. */
  sqlType: string;
  /** What a cell must be, as the end of `expected …`. */
  expected: string;
  /** Reads a cell that is not empty. */
  read(cell: string): Value | CellProblem;
  /**
   * The cell of a value from the database; the inverse of `read`. The exporter reads back what it wrote and
   * refuses what is not the same, so `write` need not check.
   */
  write(value: unknown): string;
}

/** Columns by key; the key names the column of the staging table. In the order of the template. */
export type Columns = Readonly<Record<string, Column>>;

/** A row as rules see it; null where the cell is empty or the file has no such column. */
export type RowOf<Of extends Columns> = {
  readonly [Key in keyof Of]: Of[Key] extends Column<infer Value> ? Value | null : never;
};

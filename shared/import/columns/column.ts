import type { CellType } from "../row/file-row";

/** What a cell becomes. Decimals, days and instants stay text: as a number or a Date they would change. */
export type CellValue = string | number | boolean | readonly string[];

/** Why a cell is refused: what its column expects, and what may help. */
export class CellProblem {
  constructor(
    readonly expected: string,
    readonly hint?: string,
    readonly more?: {
      /** Names what many cells of a column may have in common: they are then told as one problem. */
      cause?: string;
      /** The value that the hint says; taken where hints are accepted. */
      meant?: CellValue;
    },
  ) {}
}

/** A value that was read of a cell which says it in another way than is usual: taken, and told. */
export class ReadCell<Value extends CellValue = CellValue> {
  constructor(
    readonly value: Value,
    /** How it was read, e.g. `a spreadsheet's serial number`; the cells of a column that share it are told together. */
    readonly because: string,
    readonly more?: {
      /** The number that a cell such as 1.243 means where its point separates thousands. */
      thousands?: string;
      /** Whether it has a decimal comma: then a point in this file may separate thousands. */
      hasDecimalComma?: boolean;
      /** It was read as it is usually written, so nothing is told of it. */
      isUsual?: boolean;
    },
  ) {}
}

/** The value of a reading, told or not. */
export function plainValue<Value extends CellValue>(
  read: Value | ReadCell<Value> | CellProblem,
): Value | CellProblem {
  return read instanceof ReadCell ? read.value : read;
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
  /** The words that a cell may be, for the list of a template; absent where they are not few. */
  choices?: readonly { en: string; vi: string }[];
  /**
   * Whether the staging table has a second column, `<key>_thousands`, with what a cell such as 1.243 means where its
   * point separates thousands; null where there is one reading only. The definition's `settle` decides.
   */
  hasThousands?: boolean;
  /** Reads a cell that is not empty. `type` is what a workbook says of it. */
  read(cell: string, type?: CellType): Value | ReadCell<Value> | CellProblem;
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

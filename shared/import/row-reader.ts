import { ColumnWatch } from "./column-watch";
import { CellProblem, type CellValue, ReadCell } from "./columns/column";
import type { ImportDefinition, RowContext } from "./definition/import-definition";
import { type MatchedColumn, type MatchedHeader, mojibakeProblem } from "./header/match-header";
import type { Notes } from "./report/notes";
import type { ColumnPosition } from "./report/positions";
import { type Problem, type Problems, withColumn } from "./report/problems";
import { cleanCell } from "./row/clean-cell";
import type { CellType, Fault, FileRow } from "./row/file-row";
import { limits } from "./row/limits";
import { isNumbering, isTotal } from "./row/passed-rows";

/** Values of a row in the order of the staging table's columns; null where there is none. */
export type StagedValues = (CellValue | null)[];

/** What a reader of rows needs besides the file. */
export interface RowReaderOptions {
  definition: ImportDefinition;
  header: MatchedHeader;
  context: RowContext;
  /** Whether a cell is taken for what a hint says it may be. */
  acceptHints: boolean;
  /** Whether a workbook's days count from 1904. */
  isFrom1904: boolean;
  /** Whether rows may have fewer cells than the header, as those of a workbook have. */
  isWorkbook: boolean;
  problems: Problems;
  notes: Notes;
}

/** Makes checked values of a file's rows, and records their problems and what is told of them. */
export class RowReader {
  private readonly order: Map<string, number>;
  private readonly thousands: Map<string, number>;
  private readonly required: readonly number[];
  private readonly keyColumn: MatchedColumn | undefined;
  private readonly watch: ColumnWatch;
  /** Rows that stand where notes below a table stand, until it is known that no row of data follows. */
  private held: FileRow[] = [];
  private isAfterGap = false;
  private isFirst = true;

  constructor(private readonly options: RowReaderOptions) {
    const { definition, header } = options;
    const keys = Object.keys(definition.columns);
    this.order = new Map(keys.map((key, index) => [key, index]));
    const second = keys.filter((key) => definition.columns[key]?.hasThousands);
    this.thousands = new Map(second.map((key, index) => [key, keys.length + index]));
    this.required = header.columns.filter(({ column }) => column.required).map(({ index }) => index);
    this.keyColumn = header.columns.find(({ key }) => key === definition.key[0]);
    this.watch = new ColumnWatch(options.problems);
  }

  /** The values of a row; undefined when it has a problem, or is none of data. */
  read(row: FileRow): StagedValues | undefined {
    const cells = row.cells.map(cleanCell);
    const cleaned = { ...row, cells };
    if (this.isPassedOver(cleaned)) return undefined;
    this.releaseHeld();
    this.isAfterGap = false;
    return this.readRow(cleaned);
  }

  /** Says what only the whole of the file tells. */
  finish(): void {
    for (const row of this.held) this.tell(row, "it stands below the table");
    this.held = [];
    this.watch.finish();
  }

  /** Whether the file has numbers with a decimal comma. */
  get hasDecimalComma(): boolean {
    return this.watch.hasDecimalComma;
  }

  /** Keeps a fault of the file, with the name of its column. */
  addFault(fault: Fault): void {
    this.options.problems.add(withColumn(fault, this.options.header.headers));
  }

  /** Where a column of the definition stands in the file; none when the file does not have it. */
  positionOf(key: string): ColumnPosition | undefined {
    return this.options.header.columns.find((column) => column.key === key);
  }

  private isPassedOver(row: FileRow): boolean {
    const { cells } = row;
    const filled = cells.filter((cell) => cell !== "").length;
    if (filled === 0 && !row.types?.includes("uncalculated")) {
      this.isAfterGap = true;
      return true;
    }
    if (row.faults.length > 0) return false;
    const wasFirst = this.isFirst;
    this.isFirst = false;
    const numbered = this.options.header.numbered;
    if (filled === numbered.filter(({ index }) => cells[index] !== undefined && cells[index] !== "").length) {
      return true;
    }
    if (wasFirst && isNumbering(cells, this.options.header.headers.length)) {
      this.tell(row, "it numbers the columns");
      return true;
    }
    const missing = this.required.filter((index) => (cells[index] ?? "") === "").length;
    if (missing > 0 && isTotal(cells)) {
      this.tell(row, "it is a total");
      this.isAfterGap = true;
      return true;
    }
    if (this.isBelowTable(cells, filled, missing)) {
      this.held.push(row);
      return true;
    }
    return false;
  }

  /** Remarks and signatures: little is filled, what names a row is not, and a gap or nothing else in the row sets it off. */
  private isBelowTable(cells: readonly string[], filled: number, missing: number): boolean {
    if (missing * 2 <= this.required.length || this.held.length >= limits.shownLines) return false;
    const key = this.keyColumn && (cells[this.keyColumn.index] ?? "");
    const hasKey =
      key !== undefined && key !== "" && !(this.keyColumn?.column.read(key) instanceof CellProblem);
    if (this.isAfterGap || this.held.length > 0) return filled <= 4 && (!hasKey || missing > 1);
    return filled === 1 && !hasKey && this.required.length > 2;
  }

  /** A row of data follows, so the rows before it are such, too. */
  private releaseHeld(): void {
    const { held } = this;
    this.held = [];
    for (const row of held) this.readRow(row);
  }

  private tell({ line, cells }: FileRow, because: string): void {
    this.options.notes.add({ line, got: cells.filter((cell) => cell !== "").join(", "), because });
  }

  private readRow(row: FileRow): StagedValues | undefined {
    const { problems } = this.options;
    const before = problems.total;
    for (const fault of row.faults) this.addFault(fault);
    const mojibake = mojibakeProblem(row);
    if (mojibake) problems.add({ ...mojibake, column: undefined });
    if (row.faults.length === 0) this.checkWidth(row);
    if (problems.total > before) return undefined;
    const values = this.readCells(row);
    if (problems.total === before) this.checkRow(row, values);
    return problems.total > before ? undefined : values;
  }

  private checkWidth({ line, cells }: FileRow): void {
    const { header, isWorkbook, problems } = this.options;
    const width = header.headers.length;
    const beyond = cells.findIndex((cell, at) => cell !== "" && (header.headers[at] ?? "") === "");
    if (beyond >= 0 && (isWorkbook || beyond < width || cells.length === width)) {
      const column = { index: beyond, header: "" };
      const expected = "a header above the cells of a column";
      problems.add({ line, column, expected, got: cells[beyond] ?? "", cause: "no header" });
    } else if (beyond >= 0 || (!isWorkbook && cells.length < width)) {
      problems.add({ line, expected: `${width} cells, as in the header`, got: String(cells.length) });
    }
  }

  private readCells({ line, cells, types }: FileRow): StagedValues {
    const values: StagedValues = new Array(this.order.size + this.thousands.size).fill(null);
    for (const matched of this.options.header.columns) {
      const got = cells[matched.index] ?? "";
      const type = types?.[matched.index];
      const read = this.readCell(matched, got, type);
      if (read instanceof CellProblem) this.refuse({ line, column: matched, got }, read, values);
      else if (read instanceof ReadCell) this.take({ line, column: matched, got }, read, values);
      else values[this.order.get(matched.key) ?? -1] = read;
      this.watch.see(matched, got, type, line);
    }
    return values;
  }

  private readCell(
    { column }: MatchedColumn,
    cell: string,
    type: CellType | undefined,
  ): CellValue | ReadCell | null | CellProblem {
    const unusable = unusableCell(cell, type);
    if (unusable) return unusable;
    if (cell === "") return column.required ? new CellProblem(column.expected) : null;
    if (cell.length > limits.cell) return new CellProblem(`a cell of at most ${limits.cell} characters`);
    const isDay = column.sqlType === "date" || column.sqlType === "timestamptz";
    const text = isDay && type === "number" && this.options.isFrom1904 ? String(Number(cell) + 1462) : cell;
    return column.read(text, type);
  }

  private refuse(
    { line, column, got }: { line: number; column: MatchedColumn; got: string },
    { expected, hint, more }: CellProblem,
    values: StagedValues,
  ): void {
    if (more?.meant !== undefined && this.options.acceptHints) {
      values[this.order.get(column.key) ?? -1] = more.meant;
      this.options.notes.add({
        line,
        column,
        got,
        taken: String(more.meant),
        because: "a hint was accepted",
      });
      return;
    }
    const problem: Problem = { line, column, expected, got, hint, cause: more?.cause };
    this.options.problems.add(problem);
  }

  private take(
    { line, column, got }: { line: number; column: MatchedColumn; got: string },
    { value, because, more }: ReadCell,
    values: StagedValues,
  ): void {
    values[this.order.get(column.key) ?? -1] = value;
    if (!more?.isUsual) this.options.notes.add({ line, column, got, taken: String(value), because });
    if (more?.hasDecimalComma) this.watch.hasDecimalComma = true;
    if (more?.thousands === undefined) return;
    const at = this.thousands.get(column.key);
    if (at === undefined) this.watch.addAmbiguous(column, got, line);
    else values[at] = more.thousands;
  }

  private checkRow({ line, cells }: FileRow, values: StagedValues): void {
    const { definition, context, problems } = this.options;
    if (!definition.checkRow) return;
    const row: Record<string, CellValue | null> = {};
    for (const [key, index] of this.order) row[key] = values[index] ?? null;
    for (const { column, expected } of definition.checkRow(row, context)) {
      const position = this.positionOf(column);
      problems.add({ line, column: position, expected, got: position && (cells[position.index] ?? "") });
    }
  }
}

const spreadsheetError = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)$/i;

/** What no column takes: the spreadsheet's own errors, formulas that nobody calculated, and digits that it has lost. */
function unusableCell(cell: string, type: CellType | undefined): CellProblem | undefined {
  if (type === "error" || (cell.startsWith("#") && spreadsheetError.test(cell))) {
    const hint = `${cell} is an error of the spreadsheet: correct its formula, or empty the cell`;
    return new CellProblem("a value", hint, { cause: `error ${cell}` });
  }
  if (type === "uncalculated") {
    const hint = "its formula was never calculated: open the workbook in a spreadsheet and save it";
    return new CellProblem("a value", hint, { cause: "uncalculated" });
  }
  if (type === "number" && cell.length > 15 && /^-?\d{16,}$/.test(cell)) {
    const hint =
      "a spreadsheet keeps fifteen digits of a number, and these are no longer what was entered: write it as text";
    return new CellProblem("at most fifteen digits in a number", hint, { cause: "lost digits" });
  }
  return undefined;
}

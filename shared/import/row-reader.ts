import { CellProblem, type CellValue } from "./columns/column";
import type { CsvRecord, Fault } from "./csv/csv-scanner";
import { limits } from "./csv/limits";
import type { ImportDefinition, RowContext } from "./import-definition";
import type { MatchedColumn, MatchedHeader } from "./match-header";
import { type ColumnPosition, type Problems, withColumn } from "./problems";

/** Values of a row in the order of the definition's columns; null where there is none. */
export type StagedValues = (CellValue | null)[];

/** Makes checked values of a file's rows, and records their problems. */
export class RowReader {
  private readonly order: Map<string, number>;

  constructor(
    private readonly definition: ImportDefinition,
    private readonly header: MatchedHeader,
    private readonly context: RowContext,
    private readonly problems: Problems,
  ) {
    this.order = new Map(Object.keys(definition.columns).map((key, index) => [key, index]));
  }

  /** The values of a row; undefined when it has a problem, or is as empty as those at the end of a sheet. */
  read(record: CsvRecord): StagedValues | undefined {
    if (record.damaged || record.cells.every((cell) => cell === "")) return undefined;
    const before = this.problems.total;
    for (const fault of record.faults) this.addFault(fault);
    if (record.faults.length === 0) this.checkWidth(record);
    if (this.problems.total > before) return undefined;
    const values = this.readCells(record);
    if (this.problems.total === before) this.checkRow(record, values);
    return this.problems.total > before ? undefined : values;
  }

  /** Keeps a fault of the file, with the name of its column. */
  addFault(fault: Fault): void {
    this.problems.add(withColumn(fault, this.header.headers));
  }

  /** Where a column of the definition stands in the file; none when the file does not have it. */
  positionOf(key: string): ColumnPosition | undefined {
    return this.header.columns.find((column) => column.key === key);
  }

  private checkWidth({ line, cells }: CsvRecord): void {
    const width = this.header.headers.length;
    if (cells.length === width) return;
    this.problems.add({ line, expected: `${width} cells, as in the header`, got: String(cells.length) });
  }

  private readCells({ line, cells }: CsvRecord): StagedValues {
    const values: StagedValues = new Array(this.order.size).fill(null);
    for (const matched of this.header.columns) {
      const got = cells[matched.index] ?? "";
      const value = readCell(matched, got);
      if (value instanceof CellProblem) {
        const { expected, hint } = value;
        this.problems.add({ line, column: matched, expected, got, hint });
      } else {
        values[this.order.get(matched.key) ?? -1] = value;
      }
    }
    return values;
  }

  private checkRow({ line, cells }: CsvRecord, values: StagedValues): void {
    if (!this.definition.checkRow) return;
    const row: Record<string, CellValue | null> = {};
    for (const [key, index] of this.order) row[key] = values[index] ?? null;
    for (const { column, expected } of this.definition.checkRow(row, this.context)) {
      const position = this.positionOf(column);
      this.problems.add({ line, column: position, expected, got: position && (cells[position.index] ?? "") });
    }
  }
}

function readCell({ column }: Pick<MatchedColumn, "column">, cell: string): CellValue | null | CellProblem {
  if (cell === "") return column.required ? new CellProblem(column.expected) : null;
  if (cell.length > limits.cell) return new CellProblem(`a cell of at most ${limits.cell} characters`);
  return column.read(cell);
}

import type { MatchedColumn } from "./header/match-header";
import type { Problems } from "./report/problems";
import type { CellType } from "./row/file-row";
import { limits } from "./row/limits";

/** How the days of a column are written. */
interface DayColumn {
  column: MatchedColumn;
  /** Days of the workbook, and whether one of them is after the 12th. */
  real: number;
  isRealLate: boolean;
  /** Days as text, and whether one of them is up to the 12th. */
  texts: { line: number; got: string }[];
  isTextEarly: boolean;
}

/** Sees each cell of some columns, for what only all of them tell. */
export class ColumnWatch {
  hasDecimalComma = false;
  private readonly ambiguous: { line: number; column: MatchedColumn; got: string }[] = [];
  private readonly days = new Map<string, DayColumn>();

  constructor(private readonly problems: Problems) {}

  /** Keeps a number such as 1.243, which has decimals unless the file has decimal commas. */
  addAmbiguous(column: MatchedColumn, got: string, line: number): void {
    if (this.ambiguous.length < limits.shownProblems) this.ambiguous.push({ line, column, got });
  }

  see(column: MatchedColumn, got: string, type: CellType | undefined, line: number): void {
    if (type === undefined || got === "" || !/^(?:date|timestamptz)$/.test(column.column.sqlType)) return;
    if (type !== "day" && type !== "text") return;
    let seen = this.days.get(column.key);
    if (!seen) {
      seen = { column, real: 0, isRealLate: false, texts: [], isTextEarly: false };
      this.days.set(column.key, seen);
    }
    if (type === "day") {
      seen.real += 1;
      seen.isRealLate ||= Number(got.slice(8, 10)) > 12;
    } else {
      seen.isTextEarly ||= !/^(?:1[3-9]|2\d|3[01])[-/.]/.test(got);
      if (seen.texts.length < limits.shownLines) seen.texts.push({ line, got });
    }
  }

  finish(): void {
    if (this.hasDecimalComma) for (const cell of this.ambiguous) this.refuseAmbiguous(cell);
    for (const seen of this.days.values()) this.refuseHalfRead(seen);
  }

  private refuseAmbiguous({ line, column, got }: { line: number; column: MatchedColumn; got: string }): void {
    const hint = `this file has decimal commas, so its point may separate thousands: write ${got.replace(".", "")} or ${got.replace(".", ",")}`;
    this.problems.add({
      line,
      column,
      expected: column.column.expected,
      got,
      hint,
      cause: "ambiguous point",
    });
  }

  /**
   * A spreadsheet set to month/day/year takes 05/11/2025 for 11 May, a day of its own, and leaves 13/11/2025 a text, for there
   * is no thirteenth month. So where all days of its own are up to the 12th, and all texts after it, none can be trusted.
   */
  private refuseHalfRead({ column, real, isRealLate, texts, isTextEarly }: DayColumn): void {
    if (real === 0 || texts.length === 0 || isRealLate || isTextEarly) return;
    const hint =
      "the spreadsheet has read this column as month/day/year: its days up to the 12th have day and month changed over, the others are texts; enter the days anew as text, or with the settings of Viet Nam";
    for (const { line, got } of texts) {
      this.problems.add({
        line,
        column,
        expected: "days that are all days, or all texts",
        got,
        hint,
        cause: "half read",
      });
    }
  }
}

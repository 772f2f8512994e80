import { microsOf } from "./layout";
import { deadlineSql } from "./row-condition-sql";
import type { StoreTables } from "./store-tables";
import { hasFlag, type SignedRow, type StoredRow } from "./stored-row";

/** So many rows are known whose deadline is next. */
const most = 1_000;

/**
 * What time alone does to a cube's rows. The clock advances with the queries; a row whose deadline it passes is
 * reported as one that changed.
 */
export class Deadlines {
  readonly #tables: StoreTables;
  /** The clock's time, in microseconds since 1970. */
  #clock = Number.NEGATIVE_INFINITY;
  /** The latest deadline before that. */
  #last = Number.NEGATIVE_INFINITY;
  /** Rows with the next deadlines, the first one first; `#isWhole`: all that there are. */
  #next: StoredRow[] = [];
  #isWhole = true;

  constructor(tables: StoreTables) {
    this.#tables = tables;
  }

  /** Whether the same rows are past their deadline at an instant as at the clock's. */
  isSameAt(now: Date): boolean {
    const micros = microsOf(now);
    return (
      this.#last < micros &&
      micros <= (this.#next[0] === undefined ? Number.POSITIVE_INFINITY : dueOf(this.#next[0]))
    );
  }

  isPassed(row: StoredRow): boolean {
    return this.#waits(row) && dueOf(row) < this.#clock;
  }

  /** Puts the clock forward. Gives what that changes; undefined when it is not known, and the clock must be set. */
  moveTo(now: Date): SignedRow[] | undefined {
    const micros = microsOf(now);
    if (!this.#tables.cube.deadline || micros <= this.#clock) return [];
    const passed = this.#next.findIndex((row) => dueOf(row) >= micros);
    if (this.#clock === Number.NEGATIVE_INFINITY || (passed === -1 && !this.#isWhole)) return undefined;
    const rows = this.#next.splice(0, passed === -1 ? this.#next.length : passed);
    this.#clock = micros;
    this.#last = Math.max(this.#last, ...rows.map(dueOf));
    return rows.flatMap((row) => [
      { sign: -1, row, isPassed: false },
      { sign: 1, row, isPassed: true },
    ]);
  }

  /** Sets the clock, and reads which deadlines are next. */
  async setTo(now: Date): Promise<void> {
    const { layout, cube } = this.#tables;
    this.#clock = microsOf(now);
    const [last] = await this.#tables.read(
      `SELECT * FROM fact WHERE ${deadlineSql(this.#tables, now)} ORDER BY deadline DESC LIMIT 1`,
    );
    this.#last = last ? dueOf(last) : Number.NEGATIVE_INFINITY;
    const bit = 2 ** layout.flags.indexOf(cube.deadline?.while ?? "");
    this.#next = await this.#tables.read(
      `SELECT * FROM fact WHERE flags & ${bit} <> 0 AND deadline >= ${microsOf(now)} ORDER BY deadline LIMIT ${most}`,
    );
    this.#isWhole = this.#next.length < most;
  }

  /** Takes note of rows that changed. */
  note(before: readonly StoredRow[], after: readonly StoredRow[]): void {
    const gone = new Set(before.map(({ id }) => id));
    if (gone.size > 0) this.#next = this.#next.filter(({ id }) => !gone.has(id));
    for (const row of after.filter((one) => this.#waits(one))) {
      const due = dueOf(row);
      const known = this.#next.at(-1);
      if (due < this.#clock) this.#last = Math.max(this.#last, due);
      else if (this.#isWhole || (known && due <= dueOf(known)))
        this.#next.splice(this.#next.findLastIndex((one) => dueOf(one) <= due) + 1, 0, row);
    }
    if (this.#next.length === 0 && !this.#isWhole) this.#clock = Number.NEGATIVE_INFINITY;
  }

  #waits(row: StoredRow): boolean {
    const { deadline } = this.#tables.cube;
    return deadline !== undefined && hasFlag(this.#tables.layout, row, deadline.while);
  }
}

function dueOf(row: StoredRow): number {
  return Number(row.deadline);
}

import type { ChangedRows } from "./store-tables";
import type { StoredRow } from "./stored-row";

/** Rows that have changed are remembered: most of those that change have just done so. */
const most = 2_000;

/** The rows that changed last, as they are now, by their ids. */
export class RecentRows {
  readonly #rows = new Map<string, StoredRow>();

  get(id: string): StoredRow | undefined {
    return this.#rows.get(id);
  }

  note({ ids, rows }: ChangedRows): void {
    for (const id of ids) this.#rows.delete(id);
    for (const row of rows) this.#rows.set(row.id, row);
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= most) break;
      this.#rows.delete(id);
    }
  }

  clear(): void {
    this.#rows.clear();
  }
}

import type { StoreState } from "./store-file";
import type { ChangedRows } from "./store-tables";
import type { StoredRow } from "./stored-row";

/** Changes, and the state that they make of the tables. */
export interface PendingWrites {
  changed: ChangedRows;
  state: StoreState;
}

/** The rows that changes leave, by id; undefined for those that are gone. */
export function rowsAfter(unwritten: readonly PendingWrites[]): Map<string, StoredRow | undefined> {
  const rows = new Map<string, StoredRow | undefined>();
  for (const { changed } of unwritten) {
    for (const id of changed.ids) rows.set(id, undefined);
    for (const row of changed.rows) rows.set(row.id, row);
  }
  return rows;
}

import type { Role } from "../../../shared/http/identity/viewer";

/** What tables may be, and how many are read at a time. */
export interface TableLimits {
  /** Most rows of one table, by the viewer's role. */
  rows: Readonly<Record<Role, number>>;
  /** Most rows of a page that the gateway asks a subgraph for. */
  pageRows: number;
  /** How long a whole answer may take, in milliseconds. */
  timeoutMs: number;
  /** How many answers of this process, and of one client, are read at a time. */
  atOnce: number;
  atOnceOfClient: number;
}

export const defaultTableRows: TableLimits["rows"] = {
  public: 10_000,
  analyst: 2_000_000,
  editor: 2_000_000,
  admin: 2_000_000,
};

export const defaultTableLimits: TableLimits = {
  rows: defaultTableRows,
  pageRows: 1_000,
  timeoutMs: 600_000,
  atOnce: 8,
  atOnceOfClient: 3,
};

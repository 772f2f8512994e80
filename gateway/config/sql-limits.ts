import { tmpdir } from "node:os";
import { join } from "node:path";

/** What SQL may take of the machine. */
export interface SqlLimits {
  /** How many statements of this process of the gateway run at a time, and of one client. */
  atOnce: number;
  atOnceOfClient: number;
  /** How long others wait for their turn, in milliseconds. */
  waitMs: number;
  /** How many SQL processes wait for a request. */
  standby: number;
  /** Most memory of DuckDB in one of them, most of what it puts on disk, and its threads. */
  memoryMb: number;
  diskMb: number;
  threads: number;
  /** How long a statement may run once its tables are there, in milliseconds. */
  timeoutMs: number;
  /** How long all of it may take: reading tables, running, sending the answer. */
  lifetimeMs: number;
  /** Most rows of all tables of a statement together. */
  inputRows: number;
  /** `require`: there is no SQL on a machine without namespaces. `best`: behind what walls the machine has. */
  walls: "best" | "require";
  /** Of the folders of SQL processes. */
  directory: string;
  /** Whom SQL processes run as where the gateway runs as root. */
  user: number;
}

/** Most tables of one statement. */
export const mostTables = 16;
/** Most characters of a statement. */
export const mostCharacters = 100_000;

export const defaultSqlLimits: SqlLimits = {
  atOnce: 2,
  atOnceOfClient: 1,
  waitMs: 10_000,
  standby: 2,
  memoryMb: 512,
  diskMb: 2_048,
  threads: 2,
  timeoutMs: 30_000,
  lifetimeMs: 300_000,
  inputRows: 2_000_000,
  walls: "best",
  // Of the user's own: another's could not be written to.
  directory: join(tmpdir(), `graph-sql-${process.getuid?.() ?? "user"}`),
  // One that Linux distributions give to nobody.
  user: 61_200,
};

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Logger } from "../../../base/log/logger";
import { type Layout, tableDefinition } from "./layout";

/** DuckDB's file of one process: two processes never share one, and find others when they start. */
export interface StoreFile {
  instance: DuckDBInstance;
  path: string;
  close(): void;
  /** Closes it, and takes it away. */
  remove(): void;
}

export interface StoreFileOptions {
  /** Folder of the process's own kind: every process that finds a file of it locked takes the next one. */
  folder: string;
  /** Most memory of DuckDB, in bytes. */
  memory: number;
  /** Its threads; two by default. */
  threads?: number | undefined;
  log: Pick<Logger, "info" | "warn">;
}

/** More processes of one subgraph than anybody runs on one machine. */
const mostFiles = 64;

/**
 * Opens the first file that no other process has open, or makes it. One that cannot be read is made anew: it contains
 * nothing that is not in PostgreSQL. Neither extensions nor other files than its own can be reached through it.
 */
export async function openStoreFile(options: StoreFileOptions): Promise<StoreFile> {
  mkdirSync(options.folder, { recursive: true });
  for (let number = 1; number <= mostFiles; number += 1) {
    const path = join(options.folder, `${number}.duckdb`);
    const file = await openOrMake(path, options);
    if (file) return file;
  }
  throw new Error(`Expected one of ${mostFiles} files of ${options.folder} to be free; all are in use.`);
}

/** Undefined when another process has it open. */
async function openOrMake(path: string, options: StoreFileOptions): Promise<StoreFile | undefined> {
  const isKnown = existsSync(path);
  try {
    return await open(path, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes("Could not set lock") || message.includes("being used by another process"))
      return undefined;
    if (!isKnown) throw error;
    options.log.warn(
      { path, reason: reasonOf(error) },
      "the column store's file cannot be read: it is made anew",
    );
    removeFiles(path);
    return open(path, options);
  }
}

async function open(path: string, { memory, threads = 2 }: StoreFileOptions): Promise<StoreFile> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: `${Math.round(memory / 1e6)}MB`,
    threads: String(threads),
    temp_directory: `${path}.tmp`,
    max_temp_directory_size: "20GB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    preserve_insertion_order: "false",
  });
  const close = () => instance.closeSync();
  const remove = () => {
    close();
    removeFiles(path);
  };
  try {
    const connection = await instance.connect();
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
    // Reads something of it: a damaged file may show itself only now.
    await connection.run("SELECT count(*) FROM duckdb_tables()");
    connection.closeSync();
    return { instance, path, close, remove };
  } catch (error) {
    close();
    throw error;
  }
}

function removeFiles(path: string): void {
  for (const one of [path, `${path}.wal`, `${path}.tmp`]) rmSync(one, { recursive: true, force: true });
}

/** Whose rows a store contains, as of which snapshot. */
export interface StoreState {
  layout: string;
  epoch: string;
  snapshot: string;
}

/** The state of a store that was filled once; undefined when it never was. */
export async function readState(connection: DuckDBConnection): Promise<StoreState | undefined> {
  const tables = await connection.runAndReadAll(
    "SELECT table_name FROM duckdb_tables() WHERE table_name = 'state'",
  );
  if (tables.currentRowCount === 0) return undefined;
  const [row] = (
    await connection.runAndReadAll("SELECT layout, epoch, snapshot FROM state")
  ).getRowObjectsJS();
  return row && { layout: String(row.layout), epoch: String(row.epoch), snapshot: String(row.snapshot) };
}

/** Drops all that a store contains, and makes its tables. Within a transaction of the connection. */
export async function createTables(connection: DuckDBConnection, layout: Layout): Promise<void> {
  for (const table of ["fact", "dictionary", "state"]) await connection.run(`DROP TABLE IF EXISTS ${table}`);
  await connection.run(`CREATE TABLE fact (${tableDefinition(layout)})`);
  await connection.run("CREATE TABLE dictionary (dimension VARCHAR, ordinal UINTEGER, key VARCHAR)");
  await connection.run("CREATE TABLE state (layout VARCHAR, epoch VARCHAR, snapshot VARCHAR)");
}

/** What an error says, in one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}

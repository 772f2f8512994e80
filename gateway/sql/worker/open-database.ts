import { type DuckDBConnection, DuckDBInstance, DuckDBTimestampTZValue } from "@duckdb/node-api";
import type { WorkerSettings } from "../messages/messages";

/**
 * A database in memory, without files but for its own folder, without extensions but for those that it was built with
 * (core functions, ICU, JSON and Parquet), and whose settings no SQL can change any more.
 * See https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openDatabase({
  memoryMb,
  diskMb,
  threads,
  folder,
}: WorkerSettings): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: folder,
    max_temp_directory_size: `${diskMb}MB`,
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_unsigned_extensions: "false",
    allow_persistent_secrets: "false",
    // Behind the folder: it cannot be told any more once this is said.
    enable_external_access: "false",
  });
  const connection = await instance.connect();
  // UTC+7 as everywhere in the graph; by its name the zone is Saigon's, which had other hours until 1975. ICU is part of the
  // build: nothing is fetched.
  await connection.run("SET TimeZone = 'Etc/GMT-7'");
  // Instants within lists and structs are written by the package, which knows nothing of that setting.
  DuckDBTimestampTZValue.timezoneOffsetInMinutes = 7 * 60;
  await connection.run("SET lock_configuration = true");
  return connection;
}

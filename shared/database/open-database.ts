import type { DataSource } from "typeorm";
import { ConfigurationError } from "../base/config/read-config";

const oldestVersion = 150_000;

/** Connects, and refuses a server that is too old. Messages name the subgraph and never the URL. */
export async function openDatabase(dataSource: DataSource, name: string): Promise<DataSource> {
  try {
    await dataSource.initialize();
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message || String(Reflect.get(cause, "code")) : String(cause);
    throw new ConfigurationError(`The database of ${name} cannot be reached: ${reason}.`, { cause });
  }
  const [row] = await dataSource.query<{ version: number }[]>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  if (row && row.version >= oldestVersion) return dataSource;
  await dataSource.destroy();
  throw new ConfigurationError(
    `The database of ${name}: expected PostgreSQL 15 or later, got ${row?.version}.`,
  );
}

import type { DataSource } from "typeorm";
import { Database } from "../database";

/** A database that need not be there: the first who asks has it connected, and all who ask meanwhile wait for that. */
export function connectLater(dataSource: DataSource): () => Promise<Database> {
  let connecting: Promise<DataSource> | undefined;
  return async () => {
    if (!dataSource.isInitialized) {
      connecting ??= dataSource.initialize().finally(() => {
        connecting = undefined;
      });
      await connecting;
    }
    return Database.of(dataSource);
  };
}

import { readFileSync } from "node:fs";
import type { Logger } from "../../shared/base/log/logger";
import { createDataSource } from "../../shared/database/data-source";
import { Database } from "../../shared/database/database";
import { migrate } from "../../shared/database/migrate";
import { openDatabase } from "../../shared/database/open-database";
import { requireSameBaseline } from "../../shared/database/same-baseline";
import { Baseline1764374400000, baselineFile } from "./migrations/1764374400000-baseline";
import type { OpenedDatabase } from "./statements";

/** Few: what it keeps is read by key. */
const poolSize = 5;

/**
 * Connects, and runs the migrations that have not run yet, one process at a time. Throws an error of PostgreSQL or of the
 * connection, and ConfigurationError for a database that is none of this build's.
 */
export async function openDatabaseAt(url: string, log: Logger): Promise<OpenedDatabase> {
  const dataSource = createDataSource({
    url,
    applicationName: "gateway",
    entities: [],
    migrations: [Baseline1764374400000],
    log,
    poolSize,
    slowStatements: poolSize,
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 2_000,
  });
  await openDatabase(dataSource, "gateway");
  try {
    const done = await migrate(dataSource);
    await requireSameBaseline(dataSource, readFileSync(baselineFile, "utf8"), done.length > 0);
    if (done.length > 0) log.info({ done }, "the gateway's database is migrated");
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  const database = Database.of(dataSource);
  return {
    statements: database,
    transaction: (work) => database.transaction(work),
    close: () => dataSource.destroy(),
  };
}

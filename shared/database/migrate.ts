import type { DataSource } from "typeorm";
import { withAdvisoryLock } from "./advisory-lock";

/** Runs the migrations that have not run yet, one process at a time. Gives their names. */
export function migrate(dataSource: DataSource): Promise<string[]> {
  return withAdvisoryLock(dataSource, "migrate", async () => {
    const done = await dataSource.runMigrations({ transaction: "each" });
    return done.map((migration) => migration.name);
  });
}

/** Statements that would bring the database from its migrations to the entities; none when they agree. */
export async function migrationDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map((statement) => statement.query);
}

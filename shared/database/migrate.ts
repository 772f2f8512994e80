import type { DataSource } from "typeorm";
import { ConfigurationError } from "../base/config/read-config";
import { withAdvisoryLock } from "./advisory-lock";

/** Runs the migrations that have not run yet, one process at a time. Gives their names. */
export function migrate(dataSource: DataSource): Promise<string[]> {
  return withAdvisoryLock(dataSource, "migrate", async () => {
    await refuseOthers(dataSource);
    const done = await dataSource.runMigrations({ transaction: "each" });
    return done.map((migration) => migration.name);
  });
}

/**
 * Refuses a database that another build has migrated in a way that this one does not know, before anything of it is
 * changed: there was no release yet whose data is brought along.
 */
async function refuseOthers(dataSource: DataSource): Promise<void> {
  const [{ table } = { table: null }] = await dataSource.query<{ table: string | null }[]>(
    "SELECT to_regclass('migrations') AS table",
  );
  if (table === null) return;
  const done = await dataSource.query<{ name: string }[]>("SELECT name FROM migrations ORDER BY id");
  const known = new Set(
    dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name),
  );
  const other = done.find(({ name }) => !known.has(name));
  if (other === undefined) return;
  throw new ConfigurationError(
    `Expected a database that this build has made; got one with the migration ${other.name}, of another build. Nothing ` +
      "of it was changed: run that build to read it and to export what was entered, and this one with another " +
      "DATA_DIRECTORY or database, to import it.",
  );
}

/** Statements that would bring the database from its migrations to the entities; none when they agree. */
export async function migrationDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map((statement) => statement.query);
}

import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { Database } from "../database/database";

/** A transaction of an import, by its connection and as statements run in it. */
export interface ImportTransaction {
  client: PoolClient;
  database: Database;
}

/**
 * Runs work in one transaction, which is committed only where the work says so. The limits of requests do not hold in
 * it: its statements may take `timeoutMs`, without end where that is 0.
 */
export async function inImportTransaction<Result>(
  dataSource: DataSource,
  timeoutMs: number,
  work: (transaction: ImportTransaction) => Promise<{ commits: boolean; result: Result }>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    await runner.startTransaction("READ COMMITTED");
    const database = new Database(runner.manager);
    await database.rows(sql`
      SELECT set_config(name, ${String(timeoutMs)}, true)
      FROM unnest(ARRAY['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) AS name`);
    const { commits, result } = await work({ client, database });
    await (commits ? runner.commitTransaction() : runner.rollbackTransaction());
    return result;
  } catch (error) {
    // A connection that is gone cannot roll back, and need not: PostgreSQL has done so.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

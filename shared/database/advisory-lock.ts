import type { DataSource } from "typeorm";

/**
 * Runs `work` while this process alone holds a lock of the database. Two processes that start at once would
 * otherwise both migrate or both seed. The lock belongs to a connection and is gone with it, also after
 * kill -9. It waits as long as the other works, so the connection's limits are lifted for the wait.
 */
export async function withAdvisoryLock<Result>(
  dataSource: DataSource,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query("SET statement_timeout = 0");
    await runner.query("SET lock_timeout = 0");
    await runner.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    try {
      return await work();
    } finally {
      await runner.query("SELECT pg_advisory_unlock(hashtext($1))", [name]);
      await runner.query("RESET statement_timeout");
      await runner.query("RESET lock_timeout");
    }
  } finally {
    await runner.release();
  }
}

import { defaultSqlLimits } from "../../../gateway/config/sql-limits";
import { createProcessPool } from "../../../gateway/sql/process/process-pool";
import { createLogger } from "../../../shared/base/log/logger";

/* Stands for a gateway: starts an SQL process in the folder that it is given, has it run SQL without end, and says so. */

async function main(directory: string): Promise<void> {
  const { memoryMb, diskMb, threads, user } = defaultSqlLimits;
  const pool = createProcessPool({
    ...{ standby: 0, directory, user, requiresNamespaces: false },
    settings: { memoryMb, diskMb, threads },
    limits: { memoryMb, diskMb, cpuSeconds: 600 },
    log: createLogger("sql", "info"),
  });
  const taken = await pool.take();
  const sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";
  await taken.send({ kind: "statement", sql, parameters: {}, mostRows: 1 });
  await taken.receive();
  await taken.send({ kind: "tables", tables: [] });
  await taken.receive();
  await taken.send({ kind: "run" });
  console.log("running");
  await taken.ended;
}

void main(process.argv[2] ?? "");

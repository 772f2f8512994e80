import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { DataSource } from "typeorm";

/**
 * Writes a file of new dossiers in the order of receipt, as a register exports them: those that are there, under
 * numbers that nobody has. Which ones is chosen by a hash of the id. All their instants may lie some whole days earlier;
 * not months, whose ends would put deadlines before receipts. Gives the file's bytes.
 */
export async function writeDossierFile(
  dataSource: DataSource,
  file: string,
  rows: number,
  daysBack: number,
): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    await client.query("SET statement_timeout = 0");
    // COPY takes no parameters; these two are numbers.
    await pipeline(client.query(copyTo(copyOf(Number(rows), Number(daysBack)))), createWriteStream(file));
    return (await stat(file)).size;
  } finally {
    await runner.release();
  }
}

function copyOf(rows: number, daysBack: number): string {
  const instant = (column: string) => `to_char((${column} AT TIME ZONE 'Asia/Ho_Chi_Minh')
    - interval '${daysBack} days', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')`;
  const flag = (column: string) => `CASE WHEN ${column} THEN 'có' ELSE 'không' END`;
  return `
    COPY (
      SELECT 'BENCH.' || id || '.' || copy AS "Code", procedure_code AS "Procedure", organization_code AS "Organization",
        unit_code AS "Unit", channel AS "Channel", applicant AS "Applicant", status AS "Status",
        ${instant("received_at")} AS "Received at", ${instant("due_at")} AS "Due at",
        ${instant("resolved_at")} AS "Resolved at", ${flag("digitised")} AS "Digitised",
        ${flag("electronic_result")} AS "Electronic result", payment AS "Payment",
        ${instant("synchronised_at")} AS "Synchronised at", satisfaction AS "Satisfaction"
      FROM (
        SELECT * FROM dossier, generate_series(1, (SELECT ceil(${rows}::numeric / count(*))::int FROM dossier)) AS copy
        ORDER BY copy, hashint8(id), id LIMIT ${rows}) AS chosen
      ORDER BY received_at, id, copy
    ) TO STDOUT (FORMAT csv, HEADER)`;
}

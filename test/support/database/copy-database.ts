import { pipeline } from "node:stream/promises";
import { Client, escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/**
 * Brings the rows of a database into another one that has its tables, in one transaction: what pg_dump and pg_restore
 * leave, on a machine that has neither. Triggers and foreign keys are off meanwhile, as a dump makes them after the rows.
 */
export async function copyRows(fromUrl: string, toUrl: string): Promise<void> {
  const [source, target] = await Promise.all([connect(fromUrl), connect(toUrl)]);
  try {
    await source.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    await target.query("BEGIN");
    await target.query("SET LOCAL session_replication_role = replica");
    const { rows: tables } = await source.query<{ name: string }>(`
      SELECT relname AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`);
    const names = tables.map(({ name }) => escapeIdentifier(name));
    await target.query(`TRUNCATE ${names.join(", ")}`);
    for (const name of names) {
      await pipeline(
        source.query(copyTo(`COPY ${name} TO STDOUT`)),
        target.query(copyFrom(`COPY ${name} FROM STDIN`)),
      );
    }
    const { rows: sequences } = await source.query<{ name: string; last: string | null }>(`
      SELECT sequencename AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public'`);
    for (const { name, last } of sequences) {
      if (last !== null)
        await target.query("SELECT setval($1::regclass, $2)", [escapeIdentifier(name), last]);
    }
    await target.query("COMMIT");
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

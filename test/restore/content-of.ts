import { ask } from "../support/database/transaction-ids";

/** Each table of a database with a digest of its rows, and each sequence with what comes next. */
export async function contentOf(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const content: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await ask<{ digest: string }>(
      url,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM ${name} t`,
    );
    content[name] = row?.digest ?? "";
  }
  const sequences = await ask<{ name: string; at: string | null }>(
    url,
    "SELECT sequencename AS name, last_value::text AS at FROM pg_sequences",
  );
  for (const { name, at } of sequences) content[name] = at ?? "";
  return content;
}

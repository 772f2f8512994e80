import { pipeline } from "node:stream/promises";
import { Client, escapeIdentifier, types } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { createTestDatabase } from "../support/database/test-cluster";

/** The rows of several databases in one, each in the schema of its name: `tasks.task` beside `procedures.dossier`. */
export interface Oracle {
  /** Names of the columns, and the rows in their order. Days and instants are text, numbers are numbers. */
  ask(statement: string): Promise<{ columns: string[]; rows: unknown[][] }>;
  close(): Promise<void>;
}

/**
 * Copies what sectors have stored into one PostgreSQL database, so that one statement joins them: tables and columns
 * alone, enumerations as text; no function, trigger or view of a sector comes along that an answer could be computed by.
 */
export async function openOracle(urls: ReadonlyMap<string, string>): Promise<Oracle> {
  const client = await connect(await createTestDatabase("oracle"));
  await client.query("SET timezone = 'Asia/Ho_Chi_Minh'");
  for (const [name, url] of urls) {
    const source = await connect(url);
    try {
      await copyTables(source, client, name);
    } finally {
      await source.end();
    }
  }
  await client.query("CREATE INDEX ON procedures.dossier (unit_code); ANALYZE");
  return {
    async ask(text) {
      const { fields, rows } = await client.query<unknown[]>({ text, rowMode: "array", types: plainTypes });
      return { columns: fields.map(({ name }) => name), rows };
    },
    close: () => client.end(),
  };
}

/** The four databases are not of one moment: nothing is written to them while a test asks. */
async function copyTables(source: Client, target: Client, schema: string): Promise<void> {
  const { rows: tables } = await source.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg(quote_ident(a.attname) || ' ' || CASE
      WHEN e.typtype = 'e' THEN 'text[]' WHEN t.typtype = 'e' THEN 'text'
      ELSE format_type(a.atttypid, a.atttypmod) END ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    GROUP BY c.relname ORDER BY c.relname`);
  await target.query(`CREATE SCHEMA ${escapeIdentifier(schema)}`);
  for (const { name, columns } of tables) {
    const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
    await target.query(`CREATE TABLE ${table} (${columns.join(", ")})`);
    await pipeline(
      // A partitioned table is copied by a query alone.
      source.query(copyTo(`COPY (SELECT * FROM ${escapeIdentifier(name)}) TO STDOUT`)),
      target.query(copyFrom(`COPY ${table} FROM STDIN`)),
    );
  }
}

const numbers = new Set<number>([
  types.builtins.INT2,
  types.builtins.INT4,
  types.builtins.INT8,
  types.builtins.NUMERIC,
  types.builtins.FLOAT4,
  types.builtins.FLOAT8,
]);

const plainTypes = {
  getTypeParser(type: number) {
    if (type === types.builtins.BOOL) return (text: string) => text === "t";
    return numbers.has(type) ? Number : (text: string) => text;
  },
};

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

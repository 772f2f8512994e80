import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier } from "pg";

/** Superuser URL of the PostgreSQL that jest's global setup started, for a database of it. */
export function clusterUrl(database = "postgres"): string {
  const base = process.env.TEST_CLUSTER_URL;
  if (base === undefined) throw new Error("Expected jest's global setup to have started PostgreSQL.");
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Makes a database of its own for a test file: empty, or a copy of a template. Gives its URL. */
export async function createTestDatabase(name: string, template = "template1"): Promise<string> {
  const database = `${name}_${randomBytes(6).toString("hex")}`;
  await onCluster((client) =>
    client.query(`CREATE DATABASE ${escapeIdentifier(database)} TEMPLATE ${escapeIdentifier(template)}`),
  );
  return clusterUrl(database);
}

/**
 * Makes a template once for all workers: the first that asks builds it under another name and renames it when it
 * is complete, while the others wait for the lock.
 */
export async function ensureTemplate(template: string, build: (url: string) => Promise<void>): Promise<void> {
  await onCluster(async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [template]);
    if (rowCount) return;
    const draft = `${template}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(draft)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${escapeIdentifier(draft)}`);
    await build(clusterUrl(draft));
    await client.query(`ALTER DATABASE ${escapeIdentifier(draft)} RENAME TO ${escapeIdentifier(template)}`);
  });
}

async function onCluster<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

import { Client, escapeIdentifier, escapeLiteral } from "pg";

/**
 * Makes a role and a database of that name that it owns, and returns their URL. The owner may create the
 * trusted extensions unaccent and pg_trgm; nobody else may connect. Safe to repeat and to run twice at once:
 * what is there stays, and the password is set to the one given.
 * @param clusterUrl of a role that may create roles and databases.
 */
export async function provisionDatabase(clusterUrl: string, name: string, password: string): Promise<string> {
  const client = new Client({ connectionString: clusterUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    // CREATE DATABASE is allowed in no transaction, so nothing less than a lock of the session will do.
    await client.query("SELECT pg_advisory_lock(hashtext('provision'))");
    const role = escapeIdentifier(name);
    const rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
    const hasRole = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [name]);
    const verb = hasRole.rowCount === 0 ? "CREATE" : "ALTER";
    await client.query(`${verb} ROLE ${role} WITH ${rights} PASSWORD ${escapeLiteral(password)}`);
    const hasDatabase = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (hasDatabase.rowCount === 0) await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
    // By default everyone may connect to every database, the administrative ones included.
    for (const database of [role, "postgres", "template1"]) {
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
    }
  } finally {
    await client.end();
  }
  return urlOf(clusterUrl, name, password);
}

function urlOf(clusterUrl: string, name: string, password: string): string {
  const url = new URL(clusterUrl);
  url.username = encodeURIComponent(name);
  url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

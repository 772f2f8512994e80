import { Client } from "pg";
import type { Sql } from "sql-template-tag";

/** A connection for one short statement after the other, none of which waits behind those of requests. */
export interface StateConnection {
  /** Runs a statement of one row, which is prepared under a name. Throws what PostgreSQL says. */
  row<Row extends object>(name: string, statement: Sql): Promise<Row>;
  end(): Promise<void>;
}

/** Longest run of a statement, and wait for a connection, in milliseconds. */
const timeoutMs = 1_000;

/** Connected by the first statement, and by the next one after it was lost. */
export function openStateConnection(url: string, applicationName: string): StateConnection {
  let connecting: Promise<Client> | undefined;
  const lose = (client: Promise<Client>) => {
    if (connecting === client) connecting = undefined;
  };
  const connect = (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      application_name: `${applicationName} state`,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
      query_timeout: 2 * timeoutMs,
      keepAlive: true,
    });
    const connected = client.connect().then(() => client);
    client.on("error", () => lose(connected));
    client.on("end", () => lose(connected));
    connected.catch(() => lose(connected));
    return connected;
  };
  return {
    async row<Row extends object>(name: string, { text, values }: Sql) {
      connecting ??= connect();
      const used = connecting;
      const client = await used;
      const { rows } = await client.query<Row>({ name, text, values }).catch((error: unknown) => {
        // Another connection prepares the statement anew, for a database that may have been restored.
        lose(used);
        void client.end().catch(() => undefined);
        throw error;
      });
      const [row] = rows;
      if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}.`);
      return row;
    },
    async end() {
      const client = await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}

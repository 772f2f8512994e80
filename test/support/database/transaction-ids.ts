import { Client } from "pg";

/** The id that the server's next transaction gets, or a later one. */
export async function nextTransactionId(url: string): Promise<number> {
  const [row] = await ask<{ next: string }>(url, "SELECT pg_snapshot_xmax(pg_current_snapshot()) AS next");
  return Number(row?.next);
}

/** Has the server count its transactions on, until it is past an id. */
export async function passTransactionId(url: string, id: number): Promise<void> {
  const missing = id - (await nextTransactionId(url)) + 1;
  await ask(
    url,
    `DO $$ BEGIN FOR step IN 1..${missing} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`,
  );
}

/** One statement, on a connection of its own. */
export async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

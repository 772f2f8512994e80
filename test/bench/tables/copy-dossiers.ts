import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** The same columns of as many dossiers by PostgreSQL's COPY, read to the end. Gives seconds and bytes. */
export async function copyDossiers(url: string, rows: number): Promise<{ seconds: number; bytes: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let bytes = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done();
      },
    });
    const begun = performance.now();
    // COPY takes no parameters; this one is a number.
    const statement = `COPY (
      SELECT 'Dossier:' || d.id, c.code, p.code, p.name, d.organization_code, d.unit_code, d.channel, d.applicant, d.status,
        d.received_at, d.due_at, d.resolved_at, d.digitised, d.payment, d.satisfaction, d.origin
      FROM dossier d JOIN procedure p ON p.code = d.procedure_code LEFT JOIN dossier_code c ON c.dossier_id = d.id
      ORDER BY d.received_at DESC, d.id DESC LIMIT ${Number(rows)}) TO STDOUT (FORMAT csv, HEADER)`;
    await pipeline(client.query(copyTo(statement)), sink);
    return { seconds: (performance.now() - begun) / 1000, bytes };
  } finally {
    await client.end();
  }
}

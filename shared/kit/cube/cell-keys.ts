import sql, { type Sql } from "sql-template-tag";
import type { QueryRunner } from "typeorm";
import type { Database } from "../../database/database";
import type { Cube } from "./cube";

/*
 * Each row of a cube about persons has a key, and the sum of the keys of a set of rows identifies that set, by
 * whatever query it was found. Noise is drawn by that sum. Keys and noise follow from two secrets that are in the
 * database: they are the same after a restart, in each process and on a standby, and a dump carries them along. Who
 * knows them can take the noise off: only the subgraph's own role may read them.
 */

/** Makes the secrets. Part of migrations. */
export async function createCellKeys(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE cell_key (
      is_only_row boolean DEFAULT TRUE CONSTRAINT cell_key_pkey PRIMARY KEY CHECK (is_only_row),
      rows bigint NOT NULL,
      noise bigint NOT NULL)`);
  // Of a random UUID six bits are not random; the two halves have 60 bits and more.
  const half = `('x' || left(md5(gen_random_uuid()::text), 16))::bit(64)::bigint`;
  await runner.query(`INSERT INTO cell_key (rows, noise) SELECT ${half}, ${half}`);
}

/** Drops what `createCellKeys` made. */
export async function dropCellKeys(runner: QueryRunner): Promise<void> {
  await runner.query("DROP TABLE cell_key");
}

/** The key of a row: 24 bits, so that a number holds the sum of half a billion of them exactly. */
export function rowKeySql({ rows }: Cube): Sql {
  return sql`(hashint8extended(${rows.id}, (SELECT k.rows FROM cell_key k)) & 16777215)::integer`;
}

/** The secret by which noise is drawn. */
export async function readNoiseKey(database: Database): Promise<bigint> {
  const { noise } = await database.row<{ noise: string }>(sql`SELECT noise::text AS noise FROM cell_key`);
  return BigInt(noise);
}

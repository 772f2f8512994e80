import sql, { raw, type Sql } from "sql-template-tag";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { type HeldPending, mostPending, type PendingKey, type PendingRows } from "./held-pending";
import { keyColumn, packRows } from "./pack-rows";
import { type PackedBlock, readIntegers, readKeys } from "./tally-block";

const { ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS } = DossierDimension;
const keys: readonly PendingKey[] = [
  ...(["DAY", "STRETCH"] as const),
  ...([ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS] as const),
];
const columns = keys.map(keyColumn);

/**
 * `usable`, whether what is held is of use to this statement: of the version that it sees, and of a snapshot that saw
 * nothing which this statement does not see.
 */
export function usableGiven(held: HeldPending | undefined): Sql {
  const snapshot = sql`${held?.snapshot ?? null}::pg_snapshot`;
  return sql`
    usable AS MATERIALIZED (
      SELECT coalesce(version = ${held?.version ?? null} AND pg_snapshot_xmax(${snapshot}) <= pg_snapshot_xmax(pg_current_snapshot())
        AND NOT EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS running
          WHERE pg_visible_in_snapshot(running, ${snapshot})), FALSE) AS so
      FROM version),`;
}

export const usable = sql`(SELECT so FROM usable)`;

/** The pending to hold from now on, unless what is held is of use or there are too many. */
export function loadedRows(now: Date): Sql {
  const wanted = sql`NOT ${usable} AND (SELECT fewer FROM few_ahead) <= ${mostPending}`;
  return sql`
    SELECT *, 1 AS sign FROM dossier_pending
    WHERE ${wanted} AND NOT (SELECT so FROM few_ahead) AND due_at < ${now}::timestamptz
    UNION ALL SELECT *, 1 FROM dossier_pending
    WHERE ${wanted} AND (SELECT so FROM few_ahead) AND due_at >= ${now}::timestamptz`;
}

/** What is to be added to those held: what their snapshot did not see, and those between its instant and now. */
export function addedRows(held: HeldPending | undefined, now: Date): Sql {
  const names = raw(["due_at", ...columns].join(", "));
  if (held === undefined) return sql`SELECT ${names}, 1 AS sign FROM dossier_pending WHERE FALSE`;
  const { snapshot, at, ahead } = held;
  const side = ahead ? sql`due_at >= ${at}::timestamptz` : sql`due_at < ${at}::timestamptz`;
  // Past the instant of those that were ahead, or before that of those that were past, none is missing.
  const [from, to] = ahead ? [now, at] : [at, now];
  return sql`
    SELECT ${names}, sign FROM dossier_pending_change
    WHERE ${usable} AND transaction >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
      AND NOT pg_visible_in_snapshot(transaction, ${snapshot}::pg_snapshot) AND ${side}
    UNION ALL SELECT ${names}, 1 FROM dossier_pending
    WHERE ${usable} AND due_at >= ${from}::timestamptz AND due_at < ${to}::timestamptz`;
}

export function packPending(part: string, rows: Sql): Sql {
  const bytes = ["float8send(extract(epoch FROM due_at)::float8)", "int4send(sign)"];
  return packRows(part, rows, columns, bytes);
}

export function unpackPending({ size, keys: texts, counts }: PackedBlock): PendingRows {
  const bytes = counts ?? Buffer.alloc(0);
  const dues = new Float64Array(size);
  for (let row = 0; row < size; row += 1) dues[row] = bytes.readDoubleBE(row * 8);
  return { size, keys: readKeys(texts, keys), dues, signs: readIntegers(bytes.subarray(size * 8)) };
}

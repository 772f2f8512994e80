import sql, { join, raw, type Sql } from "sql-template-tag";
import { tallyColumns } from "../dossier/dossier-key-sets";
import { type BlockKey, columnSeparator, rowSeparator } from "./tally-block";

/** The column that has a key, of tallies and of pending dossiers. */
export function keyColumn(key: BlockKey | "STRETCH"): string {
  if (key === "DAY") return "day";
  return key === "STRETCH" ? "stretch" : tallyColumns[key];
}

/** One row that holds many: see `PackedBlock`. Aggregates of one query see the rows in the same order. */
export function packRows(
  part: string,
  rows: Sql,
  keyColumns: readonly string[],
  bytes: readonly string[],
): Sql {
  const keys = keyColumns.map(
    (column) => sql`coalesce(string_agg(coalesce(${raw(column)}::text, ''), ${rowSeparator}), '')`,
  );
  return sql`
    SELECT ${part} AS part, count(*)::int AS size, concat_ws(${columnSeparator}, ${join(keys)}) AS keys,
      ${join(
        bytes.map((one) => sql`string_agg(${raw(one)}, '')`),
        " || ",
      )} AS counts
    FROM (${rows}) AS rows`;
}

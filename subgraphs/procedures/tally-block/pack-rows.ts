import sql, { join, raw, type Sql } from "sql-template-tag";
import { columnSeparator, rowSeparator } from "./tally-block";

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

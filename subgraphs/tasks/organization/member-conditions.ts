import sql, { type Sql } from "sql-template-tag";
import type { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { readKeys } from "../../../shared/kit/filter/read-filter";

/**
 * Conditions of a set of keys: one of it is meant, none of it is, or it is empty. `entries` are its rows, a table with a
 * condition, whose column `key` holds the keys. `path` names the filter in messages.
 */
export function memberConditions(
  { entries, key }: { entries: Sql; key: Sql },
  filter: IDFilter | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { included, excluded, isNull } = readKeys(filter, path);
  const has = (keys: string[]) => sql`EXISTS (SELECT FROM ${entries} AND ${key} = ANY(${keys}::text[]))`;
  const hasAny = sql`EXISTS (SELECT FROM ${entries})`;
  return [
    ...(included ? [has(included)] : []),
    ...(excluded ? [sql`NOT ${has(excluded)}`] : []),
    ...(isNull === null ? [] : [isNull ? sql`NOT ${hasAny}` : hasAny]),
  ];
}

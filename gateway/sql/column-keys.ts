import type { Column } from "../tables/table";
import type { SqlColumn } from "./messages/messages";

/** A table's columns by their names in SQL, which does not tell capital letters from small ones. */
export function sqlColumns(columns: readonly Column[]): SqlColumn[] {
  const known = new Set<string>();
  return columns.map(({ key, type }) => {
    let name = key;
    for (let number = 2; known.has(name.toLowerCase()); number++) name = `${key}_${number}`;
    known.add(name.toLowerCase());
    return { key: name, type };
  });
}

import type { Format } from "../figures/use-format";

/** A count of a row; one that is protected by noise says so. */
export function countIn<Key extends string>(
  row: { protected: boolean; measures: Readonly<Record<Key, number>> },
  key: Key,
  { count }: Pick<Format, "count">,
): string {
  return `${row.protected ? "≈ " : ""}${count(row.measures[key])}`;
}

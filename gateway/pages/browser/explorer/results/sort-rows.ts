import type { Cell, Language, Row } from "../../../../tables/table";
import type { ResultColumn } from "../../api/tables";
import { isNumeric } from "./format-cell";

export interface SortOrder {
  /** Of the column. */
  index: number;
  descending: boolean;
}

/** Rows in the order of a column: numbers by value, texts as the language's dictionaries do; without a value last. */
export function sortRows(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  order: SortOrder | undefined,
  language: Language,
): readonly Row[] {
  const column = order && columns[order.index];
  if (!order || !column) return rows;
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = isNumeric(column)
    ? (one: Cell, other: Cell) => Number(one) - Number(other)
    : (one: Cell, other: Cell) => collator.compare(String(one), String(other));
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((first, second) => {
    const [one, other] = [first[order.index] ?? null, second[order.index] ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * compare(one, other);
  });
}

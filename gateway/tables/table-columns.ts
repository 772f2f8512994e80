import { getNamedType, isLeafType } from "graphql";
import type { Labels } from "../labels/labels";
import { type CellReader, cellReaderOf, connectionCell, jsonCell } from "./cell-readers";
import { nameColumns } from "./column-names";
import { chainOf, type FoundList } from "./lists/find-lists";
import { isListOf, isPageInfo, listKindOf, rowFieldsOf } from "./lists/list-kind";
import type { SelectedField } from "./lists/selected-fields";
import { valueAt } from "./lists/value-at";
import type { PlannedColumn } from "./planned-column";
import type { Cell, Column, Language } from "./table";

/** Columns of a table: those of the lists around it, outermost first, and then its own. */
export interface TableColumns {
  columns: readonly Column[];
  /** For each of the lists from the outermost to the chosen one: adds its cells. */
  readers: readonly ((object: unknown, into: Cell[]) => void)[];
}

/**
 * The columns of a list. Nested objects become columns, in the order of the selection; lists of scalars are text joined by
 * `; `, and lists of objects within an object are JSON. Where the list is within another one, that one's objects give their
 * columns too, but for lists of objects: one row for each object of the inner list, with the outer one repeated.
 */
export function columnsOf(list: FoundList, labels: Labels, language: Language): TableColumns {
  const chain = chainOf(list);
  const planned = chain.map((each, level) => {
    const towards = chain[level + 1]?.steps ?? [];
    return planColumns(each, each === list ? undefined : each, towards, labels, language);
  });
  return {
    columns: nameColumns(planned.flat(), labels, language),
    readers: planned.map((columns) => (object, into) => {
      for (const { path, readCell } of columns) into.push(readCell(valueAt(object, path)));
    }),
  };
}

function planColumns(
  list: FoundList,
  outer: FoundList | undefined,
  towards: readonly SelectedField[],
  labels: Labels,
  language: Language,
): PlannedColumn[] {
  const columns: PlannedColumn[] = [];
  const add = (
    fields: PlannedColumn["fields"],
    path: readonly string[],
    type: Column["type"],
    readCell: CellReader,
  ) => columns.push({ fields, outer, path, type, readCell });

  const walk = (
    field: SelectedField,
    above: readonly SelectedField[],
    path: readonly string[],
    steps: readonly SelectedField[],
  ): void => {
    const at = [...path, field.name];
    const next = field === steps[0] ? steps.slice(1) : [];
    if (field === list.node) {
      for (const child of field.children) walk(child, above, at, next);
      return;
    }
    const fields: PlannedColumn["fields"] = above[0] ? [above[0], ...above.slice(1), field] : [field];
    // A list around the chosen one repeats what it has beside it, and beside each object on the way to it.
    if (outer && field === steps[0]) {
      if (listKindOf(field)) return;
      for (const child of field.children) walk(child, fields, at, next);
      return;
    }
    const { type } = field.occurrences[0].definition;
    const named = getNamedType(type);
    if (isLeafType(named)) {
      const reader = cellReaderOf(named, isListOf(type), labels, language);
      add(fields, at, reader.type, reader.read);
      return;
    }
    const kind = listKindOf(field);
    if (kind === "plain") {
      if (!outer) add(fields, at, { kind: "json" }, jsonCell);
      return;
    }
    const rows = kind ? rowFieldsOf(kind, field) : [];
    for (const child of field.children) {
      if (kind === "connection" && isPageInfo(child)) continue;
      if (!rows.includes(child)) walk(child, fields, at, []);
      else if (!outer) {
        const named: PlannedColumn["fields"] = rows.length > 1 ? [...fields, child] : fields;
        add(named, at, { kind: "json" }, connectionCell(child.name));
      }
    }
  };
  for (const field of list.fields) walk(field, [], [], towards);
  return columns;
}

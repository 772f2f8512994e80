import { getNamedType, isLeafType } from "graphql";
import type { Labels } from "../labels/labels";
import { type CellReader, cellReaderOf, connectionCell, jsonCell } from "./cell-readers";
import { nameColumns } from "./column-names";
import type { FoundList } from "./find-lists";
import { isListOf, isPageInfo, listKindOf, rowFieldsOf } from "./list-kind";
import { valueAt } from "./list-portions";
import type { SelectedField } from "./selected-fields";
import type { Cell, Column, Language } from "./table";

/** A column before it has a name. */
export interface PlannedColumn {
  /** The fields that lead to its value from the object of its list; several for `leadOrganization { code }`. */
  fields: readonly [SelectedField, ...SelectedField[]];
  /** The list that its object is of, where that is one around the chosen one. */
  outer: FoundList | undefined;
  type: Column["type"];
  readCell: CellReader;
  /** Names in the answer that lead to the value. */
  path: readonly string[];
}

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
    const towards = chain[level + 1]?.steps[0];
    return planColumns(each, each === list ? undefined : each, towards, labels, language);
  });
  return {
    columns: nameColumns(planned.flat(), labels, language),
    readers: planned.map((columns) => (object, into) => {
      for (const { path, readCell } of columns) into.push(readCell(valueAt(object, path)));
    }),
  };
}

/** A list and those around it, the outermost first. */
export function chainOf(list: FoundList): FoundList[] {
  return list.outer ? [...chainOf(list.outer), list] : [list];
}

function planColumns(
  list: FoundList,
  outer: FoundList | undefined,
  towards: SelectedField | undefined,
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

  const walk = (field: SelectedField, above: readonly SelectedField[], path: readonly string[]): void => {
    const at = [...path, field.name];
    if (field === list.node) {
      for (const child of field.children) walk(child, above, at);
      return;
    }
    // A list around the chosen one repeats what it has beside it.
    if (outer && field === towards) return;
    const fields: PlannedColumn["fields"] = above[0] ? [above[0], ...above.slice(1), field] : [field];
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
      if (!rows.includes(child)) walk(child, fields, at);
      else if (!outer) {
        const named: PlannedColumn["fields"] = rows.length > 1 ? [...fields, child] : fields;
        add(named, at, { kind: "json" }, connectionCell(child.name));
      }
    }
  };
  for (const field of list.fields) walk(field, [], []);
  return columns;
}

import type { CellReader } from "./cell-readers";
import type { FoundList } from "./lists/find-lists";
import type { SelectedField } from "./lists/selected-fields";
import type { Column } from "./table";

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

import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { CompositeIndex } from "./composite-index";
import {
  type CompositeIndexFilter,
  CompositeIndexOrderField,
  compositeIndexConditions,
} from "./composite-index.inputs";
import { compositeIndexByCode } from "./composite-index.loaders";

export const CompositeIndexConnection = connectionType("CompositeIndex", () => CompositeIndex);

/** Composite indices in pages, in order of their codes by default. */
export const compositeIndexPages = defineConnection<
  CompositeIndex,
  CompositeIndexFilter,
  CompositeIndexOrderField
>({
  from: sql`composite_index i`,
  key: { sql: sql`i.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`i.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(i.name_vi)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: CompositeIndexOrderField.CODE, direction: SortDirection.ASC }],
  conditions: compositeIndexConditions,
  node: compositeIndexByCode,
});

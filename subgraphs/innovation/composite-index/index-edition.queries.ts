import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { IndexEdition } from "./index-edition";
import {
  type IndexEditionFilter,
  IndexEditionOrderField,
  indexEditionConditions,
} from "./index-edition.inputs";
import { editionByKey } from "./index-edition.loaders";

export const IndexEditionConnection = connectionType("IndexEdition", () => IndexEdition);

/** Editions in pages, the latest first by default. */
const editionPages = defineConnection<IndexEdition, IndexEditionFilter, IndexEditionOrderField>({
  from: sql`index_edition e`,
  key: { sql: sql`(e.index_code || '/' || e.year)`, type: "text", nullable: false },
  columns: { YEAR: { sql: sql`e.year`, type: "bigint", nullable: false } },
  fallbackOrder: [{ field: IndexEditionOrderField.YEAR, direction: SortDirection.DESC }],
  conditions: indexEditionConditions,
  node: editionByKey,
});

/** A page of the editions of an index, by its code. */
export const editionPageOfIndex = editionPages.pageWithin(sql`e.index_code`);

import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { SourceDocument } from "./source-document";
import {
  type SourceDocumentFilter,
  SourceDocumentOrderField,
  sourceDocumentConditions,
} from "./source-document.inputs";
import { sourceByCode } from "./source-document.loaders";

export const SourceDocumentConnection = connectionType("SourceDocument", () => SourceDocument);

/** Source documents in pages, in order of their codes by default. Some hundreds, which are sorted in no time. */
export const sourceDocumentPages = defineConnection<
  SourceDocument,
  SourceDocumentFilter,
  SourceDocumentOrderField
>({
  from: sql`source_document s`,
  key: { sql: sql`s.id`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`s.id`, type: "text", nullable: false },
    PUBLISHED_ON: { sql: sql`s.published_on`, type: "text", nullable: true },
    TITLE: { sql: sql`search_text(s.title)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: SourceDocumentOrderField.CODE, direction: SortDirection.ASC }],
  conditions: sourceDocumentConditions,
  node: sourceByCode,
});

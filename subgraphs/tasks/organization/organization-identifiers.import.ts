import sql from "sql-template-tag";
import { textColumn } from "../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { expectedIdentifier, identifierForm } from "./electronic-identifier";

/** Electronic identifiers of known organizations. */
export const importOrganizationIdentifiers = defineImport({
  name: "organization-identifiers",
  description: "Electronic identifiers (mã định danh điện tử) of organizations.",
  columns: {
    organization: textColumn({
      header: { en: "Organization", vi: "Mã cơ quan" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization.",
    }),
    identifier: textColumn({
      header: { en: "Electronic identifier", vi: "Mã định danh điện tử" },
      required: true,
      example: "H26.99",
      explanation: "H26, or H26 and up to three levels of two or three digits.",
      pattern: { test: identifierForm, expected: expectedIdentifier },
    }),
    source: textColumn({
      header: { en: "Source", vi: "Mã nguồn" },
      example: "",
      explanation: "Code of the document that says it; empty when none does.",
    }),
  },
  key: ["organization"],
  checks: [
    knownKey({
      column: "organization",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
    {
      column: "identifier",
      expected: "one that no other organization has",
      find: ({ table }) => sql`
        SELECT s.line, s.identifier AS got FROM ${table} AS s
        WHERE (SELECT count(*) FROM ${table} AS other WHERE other.identifier = s.identifier) > 1
          OR EXISTS (SELECT FROM organization o WHERE o.electronic_identifier = s.identifier
            AND o.code NOT IN (SELECT organization FROM ${table}))`,
    },
  ],
  apply: applyIdentifiers,
});

/** Identifiers that change are removed first, so that two organizations may exchange theirs. */
async function applyIdentifiers({ database, table }: StagedRows): Promise<ImportCounts> {
  const differs = sql`(o.electronic_identifier, o.identifier_source_id) IS DISTINCT FROM (s.identifier, s.source)`;
  const { changed } = await database.row<{ changed: number }>(sql`
    SELECT count(*)::int AS changed FROM ${table} AS s JOIN organization o ON o.code = s.organization WHERE ${differs}`);
  await database.rows(sql`
    UPDATE organization o SET electronic_identifier = NULL, identifier_source_id = NULL
    FROM ${table} AS s WHERE o.code = s.organization AND ${differs}`);
  await database.rows(sql`
    UPDATE organization o SET electronic_identifier = s.identifier, identifier_source_id = s.source
    FROM ${table} AS s WHERE o.code = s.organization AND ${differs}`);
  const { rows } = await database.row<{ rows: number }>(sql`SELECT count(*)::int AS rows FROM ${table}`);
  return { inserted: 0, changed, unchanged: rows - changed };
}

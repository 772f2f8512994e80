import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { Database } from "../../../shared/database/database";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { Event } from "../event/event";
import { PolicyDocument, PolicyDocumentKind } from "../policy-document/policy-document";
import { Programme, ProgrammeKind } from "../programme/programme";
import { codesCell, published, publishedColumns } from "./sourced-row";

const names = { code: z.string(), name_vi: z.string(), name_en: z.string() };

const policyDocumentRow = z.object({
  ...names,
  ...publishedColumns,
  kind: z.enum(PolicyDocumentKind),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issued_on: z.iso.date().nullable(),
  issued_in_words: z.string().nullable(),
});

const programmeRow = z.object({
  ...names,
  ...publishedColumns,
  kind: z.enum(ProgrammeKind),
  description: z.string().nullable(),
  lead_organization_code: z.string().nullable(),
  basis_code: z.string().nullable(),
  indicator_code: z.string().nullable(),
});

const eventRow = z.object({
  ...names,
  ...publishedColumns,
  held_on: z.iso.date(),
  description: z.string().nullable(),
  organizer_code: z.string().nullable(),
  indicator_codes: codesCell,
});

/** What was published about the laws and plans, the programmes that rest on them, and the conferences. */
export const seedProgrammes: Seed = {
  name: "programmes",
  run: async ({ database }) => {
    await insertPolicyDocuments(database);
    await insertProgrammes(database);
    await insertEvents(database);
  },
};

async function insertPolicyDocuments(database: Database): Promise<void> {
  const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/policy-documents.csv"), policyDocumentRow);
  await database.repository(PolicyDocument).insert(
    rows.map(({ code, kind, number, issuer, ...row }) => ({
      code,
      kind,
      number,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      issuer,
      issuedOn: row.issued_on,
      issuedInWords: row.issued_in_words,
      ...published(row),
    })),
  );
}

async function insertProgrammes(database: Database): Promise<void> {
  const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/programmes.csv"), programmeRow);
  await database.repository(Programme).insert(
    rows.map(({ code, kind, description, ...row }) => ({
      code,
      kind,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      description,
      leadOrganizationCode: row.lead_organization_code,
      basisCode: row.basis_code,
      indicatorCode: row.indicator_code,
      ...published(row),
    })),
  );
}

async function insertEvents(database: Database): Promise<void> {
  const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/events.csv"), eventRow);
  await database.repository(Event).insert(
    rows.map(({ code, description, ...row }) => ({
      code,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      heldOn: row.held_on,
      description,
      organizerCode: row.organizer_code,
      indicatorCodes: row.indicator_codes,
      ...published(row),
    })),
  );
}

import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { isBigintKey } from "../../../../shared/kit/loader/loaders";
import { applyRow } from "../../../../shared/kit/mutation/apply-row";
import { staleVersion } from "../../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { dossierById } from "../dossier.loaders";
import type { DossierPayload } from "../event/record-dossier-event.inputs";
import { importDossiers } from "../import/dossier.import";
import { dossierFields } from "./dossier-fields";
import type { CorrectDossierInput } from "./register-dossier.inputs";

/** A dossier as a row of the import has it; no number where its office has not given it. */
type StoredRow = Record<string, unknown> & {
  id: string;
  code: string | null;
  organization: string;
  version: number;
};

/** Corrects what was entered wrongly of a dossier, by the rules of the import. An editor of its organization may. */
export async function correctDossier(
  context: SubgraphContext,
  input: CorrectDossierInput,
): Promise<DossierPayload> {
  const { viewer, clock } = context;
  requireRole(viewer, ["editor", "admin"], "correcting dossiers");
  const key = keyFromGlobalId("Dossier", input.dossier, ["input", "dossier"]);
  const request = { operation: "correctDossier", input };
  const authorize = (database: Database) => lockDossier(database, viewer, key);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, stored) => {
      const { id, version, ...row } = stored;
      refuseIfAny([staleVersion(version, input.expectedVersion)]);
      refuseIfAny([
        row.code === null &&
          userError(
            "ILLEGAL_CHANGE",
            "dossier",
            "expected a dossier with a number on its receipt; this has none.",
          ),
      ]);
      const corrected = { ...row, ...givenOf(input) };
      await applyRow(database, {
        definition: importDossiers,
        row: corrected,
        fields: dossierFields,
        viewer,
        clock,
      });
      return { id };
    },
  );
  return { dossier: entity && (await context.loadKnown(dossierById, entity.id)), userErrors };
}

/** Columns that the input gives. Null says nothing about a column that cannot be null. */
function givenOf(input: CorrectDossierInput): Record<string, unknown> {
  const { procedure, unit, channel, applicant, receivedAt, dueAt, digitised, electronicResult } = input;
  const { payment, synchronisedAt, satisfaction } = input;
  const required = {
    ...{ procedure, channel, applicant, digitised, electronic_result: electronicResult, payment },
    ...{ received_at: receivedAt?.toISOString(), due_at: dueAt?.toISOString() },
  };
  return {
    ...Object.fromEntries(Object.entries(required).filter(([, value]) => value != null)),
    ...(unit !== undefined && { unit }),
    ...(synchronisedAt !== undefined && { synchronised_at: synchronisedAt?.toISOString() ?? null }),
    ...(satisfaction !== undefined && { satisfaction }),
  };
}

/** The row is locked, so that what is merged with the input is what is written over. */
async function lockDossier(database: Database, viewer: Viewer, id: string): Promise<StoredRow> {
  const [row = null] = isBigintKey(id)
    ? await database.rows<StoredRow>(sql`
        SELECT d.id::text AS id, c.code, d.procedure_code AS procedure, d.organization_code AS organization,
          d.unit_code AS unit, d.channel, d.applicant, d.status, ${asText("received_at")}, ${asText("due_at")},
          ${asText("resolved_at")}, d.digitised, d.electronic_result, d.payment, ${asText("synchronised_at")},
          d.satisfaction, d.version
        FROM dossier d LEFT JOIN dossier_code c ON c.dossier_id = d.id WHERE d.id = ${id}::bigint FOR UPDATE OF d`)
    : [];
  return ownRow(viewer, row, row ? [row.organization] : [], {
    what: "id of a dossier",
    field: "dossier",
    key: id,
  });
}

/** An instant with all of its microseconds, which a Date would cut. */
function asText(column: "received_at" | "due_at" | "resolved_at" | "synchronised_at") {
  const texts = {
    received_at: sql`to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS received_at`,
    due_at: sql`to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS due_at`,
    resolved_at: sql`to_char(d.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS resolved_at`,
    synchronised_at: sql`to_char(d.synchronised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS synchronised_at`,
  };
  return texts[column];
}

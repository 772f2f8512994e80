import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { applyRow } from "../../../../shared/kit/mutation/apply-row";
import { runMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { dossierById } from "../dossier.loaders";
import { DossierStatus } from "../dossier-enums";
import type { DossierPayload } from "../event/record-dossier-event.inputs";
import { importDossiers } from "../import/dossier.import";
import { dossierFields } from "./dossier-fields";
import type { RegisterDossierInput } from "./register-dossier.inputs";

/** Adds a dossier that has come in, by the rules of the import. An editor of the organization that handles it may. */
export async function registerDossier(
  context: SubgraphContext,
  input: RegisterDossierInput,
): Promise<DossierPayload> {
  const { viewer, clock } = context;
  const { code, organization } = input;
  requireOrganization(viewer, [organization], `registering a dossier of ${organization}`);
  const request = { operation: "registerDossier", input };
  const { entity, userErrors } = await runMutation<{ id: string }>(context, request, async (database) => {
    await lockCode(database, code);
    const known = await database.rows(sql`SELECT FROM dossier_code WHERE code = ${code}`);
    refuseIfAny([
      known.length > 0 &&
        userError("ALREADY_EXISTS", "code", `expected a new number; a dossier has ${JSON.stringify(code)}.`),
    ]);
    const row = {
      ...{ code, organization, procedure: input.procedure, unit: input.unit ?? null, channel: input.channel },
      ...{ applicant: input.applicant, status: DossierStatus.REGISTERED, electronic_result: false },
      ...{ received_at: input.receivedAt.toISOString(), due_at: input.dueAt.toISOString() },
      ...{ resolved_at: null, digitised: input.digitised, payment: input.payment },
    };
    await applyRow(database, { definition: importDossiers, row, fields: dossierFields, viewer, clock });
    return database.row<{ id: string }>(sql`
      SELECT dossier_id::text AS id FROM dossier_code WHERE code = ${code}`);
  });
  return { dossier: entity && (await context.loadKnown(dossierById, entity.id)), userErrors };
}

/** Two of one number at once come one after the other. A text that no number can be locks nothing of others. */
async function lockCode(database: Database, code: string): Promise<void> {
  const text = code.slice(0, 100).replaceAll("\u0000", "");
  await database.rows(sql`SELECT pg_advisory_xact_lock(hashtext('dossier code'), hashtext(${text}))`);
}

import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { applyRow } from "../../../../shared/kit/mutation/apply-row";
import { staleVersion } from "../../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { codeProblem, textProblem } from "../../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { importSystems } from "../import/it-system.import";
import { ITSystem } from "../it-system";
import type { ITSystemPayload } from "../system-changes.inputs";
import type { RecordSystemInput, WithdrawSystemInput } from "./record-system.inputs";

const fields = {
  commissioned_on: "commissionedOn",
  migrated_on: "migratedOn",
  data_sharing: "dataSharing",
  security_level: "securityLevel",
} as const;

/** Records the present state of a system, by the rules of the import. Its owner's editors may, of both where it changes hands. */
export async function recordSystem(
  context: SubgraphContext,
  input: RecordSystemInput,
): Promise<ITSystemPayload> {
  const { viewer, clock } = context;
  const { code, owner } = input;
  requireOrganization(viewer, [owner], `recording a system of ${owner}`);
  const request = { operation: "recordSystem", input };
  const authorize = async (database: Database) => {
    if (codeProblem(code)) return null;
    // Two of one code at once come one after the other, also where there is no row yet that could be locked.
    await database.rows(sql`SELECT pg_advisory_xact_lock(hashtext('system code'), hashtext(${code}))`);
    const known = await findSystem(database, code);
    return known && own(viewer, known, code);
  };
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, known) => {
      refuseIfAny([codeProblem(code), staleSystem(known, input)]);
      const { name, commissionedOn, hosting, migration, migratedOn, dataSharing, securityLevel } = input;
      const row = {
        ...{
          code,
          name,
          owner,
          commissioned_on: commissionedOn,
          hosting,
          migration,
          data_sharing: dataSharing,
        },
        migrated_on: migratedOn ?? null,
        ...(securityLevel !== undefined && { security_level: securityLevel }),
      };
      await applyRow(database, { definition: importSystems, row, fields, viewer, clock });
      return database.repository(ITSystem).findOneByOrFail({ code });
    },
  );
  // The answer stored under an idempotency key comes back as plain JSON, without methods.
  return { itSystem: entity && Object.assign(new ITSystem(), entity), userErrors };
}

/**
 * Takes out a system that should not have been entered, as long as nothing stands on it. Its owner's editors may. Past days
 * keep what was known then.
 */
export async function withdrawSystem(
  context: SubgraphContext,
  input: WithdrawSystemInput,
): Promise<ITSystemPayload> {
  const { viewer } = context;
  const { code, reason } = input;
  requireRole(viewer, ["editor", "admin"], "withdrawing systems");
  const request = { operation: "withdrawSystem", input };
  const authorize = async (database: Database) =>
    own(viewer, codeProblem(code) ? null : await findSystem(database, code), code);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, system) => {
      refuseIfAny([staleVersion(system.version, input.expectedVersion), textProblem("reason", reason)]);
      const { datasets } = await database.row<{ datasets: number }>(sql`
      SELECT count(*)::int AS datasets FROM dataset WHERE system_code = ${code}`);
      refuseIfAny([
        datasets > 0 &&
          userError(
            "ILLEGAL_CHANGE",
            "code",
            `expected a system that no dataset comes from; ${datasets} come from it.`,
          ),
      ]);
      await database.repository(ITSystem).delete({ code });
      return system;
    },
  );
  return { itSystem: entity && Object.assign(new ITSystem(), entity), userErrors };
}

/** Who enters a new system has seen none, and who changes one has seen that one. */
function staleSystem(
  known: ITSystem | null,
  { code, expectedVersion }: RecordSystemInput,
): UserError | false {
  const stale = (message: string) => userError("STALE_VERSION", "expectedVersion", message);
  if (known === null)
    return (
      expectedVersion != null &&
      stale(
        `expected none for a new system; got ${expectedVersion}, and there is no ${JSON.stringify(code)}.`,
      )
    );
  if (expectedVersion != null) return staleVersion(known.version, expectedVersion);
  return stale(`expected the present version of a system that is there, ${known.version}; got none.`);
}

function findSystem(database: Database, code: string): Promise<ITSystem | null> {
  return database.repository(ITSystem).findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
}

function own(viewer: Viewer, system: ITSystem | null, code: string): ITSystem {
  const named = { what: "code of a system", field: "code", key: code };
  return ownRow(viewer, system, system ? [system.ownerCode] : [], named);
}

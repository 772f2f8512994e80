import sql from "sql-template-tag";
import { today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { Viewer } from "../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { staleVersion } from "../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import { ITSystem } from "./it-system";
import { MigrationStatus } from "./it-system-enums";
import { migrationProblems } from "./migration-rules";
import type { ITSystemPayload, RecordSystemMigrationInput } from "./system-changes.inputs";

/** Records how far a system's move to the city is. An editor of its owner may. */
export async function recordSystemMigration(
  context: SubgraphContext,
  input: RecordSystemMigrationInput,
): Promise<ITSystemPayload> {
  const { viewer, clock } = context;
  requireRole(viewer, ["editor", "admin"], "recording the migration of a system");
  const request = { operation: "recordSystemMigration", input };
  const authorize = (database: Database) => lockSystem(database, viewer, input.code);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, system) => {
      const migrated = input.migration === MigrationStatus.MIGRATED;
      const state = {
        migration: input.migration,
        hosting: input.hosting ?? system.hosting,
        migratedOn: input.migratedOn ?? (migrated ? system.migratedOn : null),
      };
      const { expectedVersion } = input;
      refuseIfAny([expectedVersion != null && staleVersion(system.version, expectedVersion)]);
      refuseIfAny(
        migrationProblems({ ...state, commissionedOn: system.commissionedOn }, today(clock)).map(
          ({ field, expected }) => badField(field, `expected ${expected}; got ${state[field] ?? "none"}.`),
        ),
      );
      const values = {
        ...state,
        dataCentreCode: migrated ? (system.dataCentreCode ?? (await findMainDataCentre(database))) : null,
        cpuCores: migrated ? system.cpuCores : null,
      };
      await database.repository(ITSystem).update({ code: system.code }, values);
      return database.repository(ITSystem).findOneByOrFail({ code: system.code });
    },
  );
  // The answer stored under an idempotency key comes back as plain JSON, without methods.
  return { itSystem: entity && Object.assign(new ITSystem(), entity), userErrors };
}

async function lockSystem(database: Database, viewer: Viewer, code: string): Promise<ITSystem> {
  const known = code.length <= 200 && !code.includes("\u0000");
  const system = known
    ? await database.repository(ITSystem).findOne({ where: { code }, lock: { mode: "pessimistic_write" } })
    : null;
  const named = { what: "code of a system", field: "code", key: code };
  return ownRow(viewer, system, system ? [system.ownerCode] : [], named);
}

/** The input does not say which data centre: it is the largest, the city's main one. An assumption. */
async function findMainDataCentre(database: Database): Promise<string | null> {
  const [main] = await database.rows<{ code: string }>(sql`
    SELECT code FROM data_centre ORDER BY cpu_cores DESC, code LIMIT 1`);
  return main?.code ?? null;
}

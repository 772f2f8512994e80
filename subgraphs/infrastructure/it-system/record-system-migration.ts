import sql from "sql-template-tag";
import { today } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/identity/require-organization";
import { requireRole } from "../../../shared/identity/require-role";
import { runMutation } from "../../../shared/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../shared/mutation/user-input-error";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { bad } from "../input/text-problems";
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
  const { entity, userErrors } = await runMutation<ITSystem>(context, request, async (database) => {
    const system = await lockSystem(database, input.code);
    requireOrganization(viewer, [system.ownerCode], `changing the system ${system.code}`);
    const migrated = input.migration === MigrationStatus.MIGRATED;
    const state = {
      migration: input.migration,
      hosting: input.hosting ?? system.hosting,
      migratedOn: input.migratedOn ?? (migrated ? system.migratedOn : null),
    };
    refuseIfAny(
      migrationProblems({ ...state, inUseSince: system.inUseSince }, today(clock)).map(
        ({ field, expected }) => bad(field, `expected ${expected}; got ${state[field] ?? "none"}.`),
      ),
    );
    const values = {
      ...state,
      dataCentreCode: migrated ? (system.dataCentreCode ?? (await findMainDataCentre(database))) : null,
      cpuCores: migrated ? system.cpuCores : null,
    };
    await database.repository(ITSystem).update({ code: system.code }, values);
    return Object.assign(system, values);
  });
  // The answer kept under an idempotency key comes back as plain JSON, without methods.
  return { system: entity && Object.assign(new ITSystem(), entity), userErrors };
}

async function lockSystem(database: Database, code: string): Promise<ITSystem> {
  const known = code.length <= 200 && !code.includes("\u0000");
  const system = known
    ? await database.repository(ITSystem).findOne({ where: { code }, lock: { mode: "pessimistic_write" } })
    : null;
  if (system) return system;
  const message = `expected the code of a system; got ${JSON.stringify(code.slice(0, 50))}.`;
  throw new UserInputError([userError("NOT_FOUND", "code", message)]);
}

/** The input does not say which data centre: it is the largest, the city's main one. An assumption. */
async function findMainDataCentre(database: Database): Promise<string | null> {
  const [main] = await database.rows<{ code: string }>(sql`
    SELECT code FROM data_centre ORDER BY cpu_cores DESC, code LIMIT 1`);
  return main?.code ?? null;
}

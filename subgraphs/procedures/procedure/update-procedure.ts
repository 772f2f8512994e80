import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { staleVersion } from "../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { textProblem } from "../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { Procedure } from "./procedure";
import type { ProcedurePayload, UpdateProcedureInput } from "./update-procedure.inputs";

/** Changes a procedure. An editor of the organization that answers for it may. */
export async function updateProcedure(
  context: SubgraphContext,
  input: UpdateProcedureInput,
): Promise<ProcedurePayload> {
  requireRole(context.viewer, ["editor", "admin"], "changing procedures");
  const request = { operation: "updateProcedure", input };
  const { code } = input;
  const authorize = async (database: Database) => {
    const procedure = await database
      .repository(Procedure)
      .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
    const named = { what: "code of a procedure", field: "code", key: code };
    return ownRow(context.viewer, procedure, procedure ? [procedure.competentOrganizationCode] : [], named);
  };
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, procedure) => {
      const values = valuesOf(input);
      const { expectedVersion } = input;
      refuseIfAny([expectedVersion != null && staleVersion(procedure.version, expectedVersion)]);
      refuseIfAny(problemsOf({ ...procedure, ...values }));
      if (Object.keys(values).length === 0) return procedure;
      await database.repository(Procedure).update({ code }, { ...values, changedAt: context.clock.now() });
      return database.repository(Procedure).findOneByOrFail({ code });
    },
  );
  return { procedure: entity, userErrors };
}

/** The columns that an input gives. Null says nothing about a column that cannot be null. */
function valuesOf(input: UpdateProcedureInput): Partial<Procedure> {
  const { onlineLevel, statutoryDays, toRestructure, greenLaneDecision, greenLaneReducedDays } = input;
  return {
    ...(onlineLevel != null && { onlineLevel }),
    ...(statutoryDays != null && { statutoryDays }),
    ...(toRestructure != null && { toRestructure }),
    ...(greenLaneDecision !== undefined && { greenLaneDecision }),
    ...(greenLaneReducedDays !== undefined && { greenLaneReducedDays }),
    // Off the green lane there is nothing reduced.
    ...(greenLaneDecision === null && greenLaneReducedDays == null && { greenLaneReducedDays: null }),
  };
}

const maxDays = 1000;
const maxDecision = 100;

/** Problems of a procedure as it would be after the change. */
function problemsOf(changed: Procedure): (UserError | false)[] {
  const { statutoryDays: days, greenLaneDecision: decision, greenLaneReducedDays: reduced } = changed;
  const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);
  return [
    (days < 1 || days > maxDays) && bad("statutoryDays", `expected 1 to ${maxDays}; got ${days}.`),
    textProblem("greenLaneDecision", decision, maxDecision),
    decision !== null &&
      reduced === null &&
      bad("greenLaneReducedDays", "expected the days allowed on the green lane; got none."),
    decision === null &&
      reduced !== null &&
      bad("greenLaneDecision", "expected the decision that puts it on the green lane; got none."),
    reduced !== null &&
      (reduced < 0 || reduced > days) &&
      bad("greenLaneReducedDays", `expected 0 to statutoryDays, ${days}; got ${reduced}.`),
  ];
}

import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { staleVersion } from "../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { codeProblem, textProblem, unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runMutation, runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { OrganizationRow } from "../organization/organization-row";
import { ProcedureField } from "../procedure-field/procedure-field";
import type { AddProcedureInput, WithdrawProcedureInput } from "./add-procedure.inputs";
import { Procedure } from "./procedure";
import type { ProcedurePayload } from "./update-procedure.inputs";

/** The centre, which keeps the list of procedures. */
const maintainer = "TTPVHCC";
const maxDays = 1000;

/** Adds a procedure. Editors of the organization that answers for it may, and of the centre. */
export async function addProcedure(
  context: SubgraphContext,
  input: AddProcedureInput,
): Promise<ProcedurePayload> {
  const { code, competentOrganization } = input;
  requireOrganization(context.viewer, [competentOrganization, maintainer], "adding a procedure");
  const request = { operation: "addProcedure", input };
  const { entity, userErrors } = await runMutation<Procedure>(context, request, async (database) => {
    refuseIfAny(ownProblems(input));
    // Two of one code at once come one after the other.
    await database.rows(sql`SELECT pg_advisory_xact_lock(hashtext('procedure code'), hashtext(${code}))`);
    const { field } = input;
    refuseIfAny([
      (await database.repository(Procedure).existsBy({ code })) &&
        userError("ALREADY_EXISTS", "code", `expected a new code; a procedure has ${JSON.stringify(code)}.`),
      unknownKey(
        ...(["field", field, await exists(database, ProcedureField, field)] as const),
        "the code of a field of administration",
      ),
      unknownKey(
        "competentOrganization",
        ...([competentOrganization, await exists(database, OrganizationRow, competentOrganization)] as const),
        "the code of an organization",
      ),
    ]);
    const { name, level, onlineLevel, statutoryDays, businessSector } = input;
    await database.repository(Procedure).insert({
      ...{ code, name, fieldCode: field, level, onlineLevel, statutoryDays, businessSector },
      ...{
        competentOrganizationCode: competentOrganization,
        greenLaneDecision: null,
        greenLaneReducedDays: null,
      },
      ...{ toRestructure: false, origin: DataOrigin.REPORTED, changedAt: context.clock.now() },
    });
    return database.repository(Procedure).findOneByOrFail({ code });
  });
  return { procedure: entity, userErrors };
}

/** Takes out a procedure that should not have been entered, as long as it has no dossiers. */
export async function withdrawProcedure(
  context: SubgraphContext,
  input: WithdrawProcedureInput,
): Promise<ProcedurePayload> {
  const { code, reason } = input;
  const { viewer } = context;
  requireRole(viewer, ["editor", "admin"], "withdrawing procedures");
  const request = { operation: "withdrawProcedure", input };
  const authorize = async (database: Database) => {
    // Alone, so that no dossier comes to it meanwhile: those lock its row for themselves.
    const procedure = codeProblem(code)
      ? null
      : await database
          .repository(Procedure)
          .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
    const named = { what: "code of a procedure", field: "code", key: code };
    return ownRow(
      viewer,
      procedure,
      procedure ? [procedure.competentOrganizationCode, maintainer] : [],
      named,
    );
  };
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, procedure) => {
      refuseIfAny([staleVersion(procedure.version, input.expectedVersion), textProblem("reason", reason)]);
      const dossiers = await database.rows(sql`SELECT FROM dossier WHERE procedure_code = ${code} LIMIT 1`);
      refuseIfAny([
        dossiers.length > 0 &&
          userError("ILLEGAL_CHANGE", "code", "expected a procedure without dossiers; it has some."),
      ]);
      await database.repository(Procedure).delete({ code });
      return procedure;
    },
  );
  return { procedure: entity, userErrors };
}

function ownProblems({ code, name, statutoryDays }: AddProcedureInput) {
  return [
    codeProblem(code),
    textProblem("name", name),
    (statutoryDays < 1 || statutoryDays > maxDays) &&
      badField("statutoryDays", `expected 1 to ${maxDays}; got ${statutoryDays}.`),
  ];
}

function exists(
  database: Database,
  entity: typeof ProcedureField | typeof OrganizationRow,
  code: string,
): Promise<boolean> {
  return code.includes("\u0000") ? Promise.resolve(false) : database.repository(entity).existsBy({ code });
}

import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { codeProblem, textProblem, unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { Organization } from "../organization/organization";
import { Application } from "./application";
import { applicationByCode } from "./application.loaders";
import type { ApplicationPayload, RecordApplicationInput } from "./record-application.inputs";

/** The department that this sector belongs to. */
const maintainer = "SKHCN";

/** Records the present state of an application. Its owner's editors may, the one that it had and the one that it gets. */
export async function recordApplication(
  context: SubgraphContext,
  input: RecordApplicationInput,
): Promise<ApplicationPayload> {
  const { code, owner, name, purpose = null, replacedBy = null } = input;
  requireOrganization(context.viewer, [maintainer, owner], "recording an application");
  const request = { operation: "recordApplication", input };
  const authorize = (database: Database) => lockApplication(context, database, code);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database) => {
    const applications = database.repository(Application);
    refuseIfAny([
      codeProblem(code),
      textProblem("name", name),
      textProblem("purpose", purpose, 2_000),
      unknownKey(
        "owner",
        owner,
        await database.repository(Organization).existsBy({ code: owner }),
        "the code of an organization",
      ),
      replacedBy === code &&
        userError("BAD_USER_INPUT", "replacedBy", `expected the code of another application; got ${code}.`),
      unknownKey(
        "replacedBy",
        replacedBy,
        replacedBy === null || (await applications.existsBy({ code: replacedBy })),
        "the code of an application",
      ),
    ]);
    const row = { code, name, ownerCode: owner, purpose, replacedByCode: replacedBy };
    await applications.upsert({ ...row, origin: DataOrigin.REPORTED }, ["code"]);
    return { code };
  });
  return { application: entity && (await context.loadKnown(applicationByCode, entity.code)), userErrors };
}

/** A code that no application has, or can have, is nobody's. */
async function lockApplication({ viewer }: SubgraphContext, database: Database, code: string): Promise<void> {
  if (codeProblem(code)) return;
  const known = await database
    .repository(Application)
    .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
  const named = { what: "code of an application", field: "code", key: code };
  if (known !== null) ownRow(viewer, known, [maintainer, known.ownerCode], named);
}

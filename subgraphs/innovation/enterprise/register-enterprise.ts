import sql from "sql-template-tag";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { describeDissolved } from "../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../shared/kit/mutation/user-input-error";
import { currentUnits } from "../../common/unit/current-units";
import { Enterprise } from "./enterprise";
import type { EnterprisePayload, RegisterEnterpriseInput } from "./register-enterprise.inputs";

/** The Department of Science and Technology, which maintains the register of enterprises. */
const maintainer = "SKHCN";

/** Registers an enterprise. An editor of that department may. */
export async function registerEnterprise(
  context: SubgraphContext,
  input: RegisterEnterpriseInput,
): Promise<EnterprisePayload> {
  requireOrganization(context.viewer, [maintainer], "registering an enterprise");
  const request = { operation: "registerEnterprise", input };
  const { entity, userErrors } = await runMutation<Enterprise>(context, request, async (database) => {
    refuseIfAny([
      ...ownProblems(input, today(context.clock)),
      await unitProblem(database, input.unit ?? null),
    ]);
    return insertEnterprise(database, input);
  });
  return { enterprise: entity, userErrors };
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** The problems that the input alone shows. */
function ownProblems(
  { name, kinds, industry = null, foundedOn = null }: RegisterEnterpriseInput,
  now: CalendarDay,
): (UserError | false)[] {
  return [
    textProblem("name", name, 300),
    textProblem("industry", industry, 200),
    new Set(kinds).size < kinds.length && bad("kinds", `expected each kind once; got ${kinds.join(", ")}.`),
    foundedOn !== null &&
      foundedOn > now &&
      bad("foundedOn", `expected today, ${now}, or before; got ${foundedOn}.`),
  ];
}

async function unitProblem(database: Database, unit: string | null): Promise<UserError | false> {
  if (unit === null) return false;
  const dissolved = await describeDissolved(database, currentUnits, { key: unit });
  return (
    dissolved !== undefined &&
    userError(
      "NOT_FOUND",
      "unit",
      `expected the code of a ward or commune; got ${JSON.stringify(dissolved.slice(0, 300))}.`,
    )
  );
}

/** Adds the row, unless its name is taken. Of two at once with one name the second waits, and finds it taken. */
async function insertEnterprise(database: Database, input: RegisterEnterpriseInput): Promise<Enterprise> {
  const name = input.name.trim().normalize("NFC");
  const [inserted] = await database.rows<{ id: string }>(sql`
    INSERT INTO enterprise (name, kinds, industry, unit_code, founded_on, innovating, origin)
    VALUES (${name}, ${input.kinds}::enterprise_kind[], ${input.industry?.trim() ?? null}, ${input.unit ?? null},
      ${input.foundedOn ?? null}, ${input.innovating}, ${DataOrigin.REPORTED})
    ON CONFLICT (name) DO NOTHING RETURNING id`);
  if (inserted !== undefined) return database.repository(Enterprise).findOneByOrFail({ id: inserted.id });
  throw new UserInputError([
    userError(
      "ALREADY_EXISTS",
      "name",
      `expected a name that no enterprise has; ${JSON.stringify(name)} is taken.`,
    ),
  ]);
}

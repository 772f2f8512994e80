import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { Viewer } from "../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { textProblems } from "../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { IndicatorRow } from "../indicator/indicator-row";
import { Objective } from "../objective/objective";
import { KeyResult } from "./key-result";
import type { KeyResultPayload, RecordKeyResultInput } from "./record-key-result.inputs";

/** Records a key result, or changes an existing one. An editor of the objective's organization may. */
export async function recordKeyResult(
  context: SubgraphContext,
  input: RecordKeyResultInput,
): Promise<KeyResultPayload> {
  requireRole(context.viewer, ["editor", "admin"], "recording a key result");
  const request = { operation: "recordKeyResult", input };
  const authorize = (database: Database) => findObjective(database, context.viewer, input.objective);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, objective) => {
      refuseIfAny([...ownProblems(input), ...(await problemsWithRows(database, input))]);
      const { code, title, indicator = null, baseline = null, target } = input;
      await database.repository(KeyResult).upsert(
        {
          code,
          title,
          objectiveCode: objective.code,
          indicatorCode: indicator,
          baseline,
          target,
          origin: DataOrigin.REPORTED,
          changedAt: context.clock.now(),
        },
        ["code"],
      );
      return { code };
    },
  );
  const keyResult = entity && (await context.database.repository(KeyResult).findOneByOrFail(entity));
  return { keyResult, userErrors };
}

async function findObjective(database: Database, viewer: Viewer, code: string): Promise<Objective> {
  const objective = await database.repository(Objective).findOneBy({ code });
  const named = { what: "code of an objective", field: "objective", key: code };
  return ownRow(viewer, objective, objective ? [objective.organizationCode] : [], named);
}

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

function ownProblems({ code, title, baseline, target }: RecordKeyResultInput): (UserError | false)[] {
  return [
    !/^[A-Za-z0-9][A-Za-z0-9./-]{0,49}$/.test(code) &&
      bad(
        "code",
        `expected 1 to 50 letters, digits, points, slashes and hyphens; got ${JSON.stringify(code)}.`,
      ),
    title.trim() === "" && bad("title", "expected a title; got a blank one."),
    baseline != null &&
      Number(baseline) === Number(target) &&
      bad("target", `expected a value other than the baseline, ${baseline}; got ${target}.`),
    ...textProblems({ title }),
  ];
}

async function problemsWithRows(
  database: Database,
  { code, objective, indicator = null }: RecordKeyResultInput,
): Promise<(UserError | false)[]> {
  const known = indicator === null || (await database.repository(IndicatorRow).existsBy({ code: indicator }));
  const [other] = await database.rows<{ objective: string }>(sql`
    SELECT objective_code AS objective FROM key_result WHERE code = ${code} AND objective_code <> ${objective}`);
  return [
    !known &&
      userError(
        "NOT_FOUND",
        "indicator",
        `expected the code of an indicator; got ${JSON.stringify(indicator)}.`,
      ),
    other !== undefined &&
      userError(
        "ILLEGAL_CHANGE",
        "objective",
        `expected its objective, ${other.objective}; got ${objective}.`,
      ),
  ];
}

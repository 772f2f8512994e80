import sql from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { asDataset } from "../as-dataset";
import { Dataset } from "../dataset";
import { QualityCriterion } from "../dataset-enums";
import type { AssessDatasetQualityInput, DatasetPayload } from "./dataset-changes.inputs";
import { lockDataset } from "./lock-dataset";

/** The column of a dataset that says whether a criterion holds. LIVE has none: it is computed. */
const columnOf = {
  ACCURATE: "accurate",
  SUFFICIENT: "sufficient",
  CLEAN: "clean",
  CONSISTENT: "consistent",
  SHARED: "shared",
} as const satisfies Record<Exclude<keyof typeof QualityCriterion, "LIVE">, keyof Dataset>;

/** Records whether a dataset meets one of the five assessed criteria. An editor of its publisher may. */
export async function assessDatasetQuality(
  context: SubgraphContext,
  input: AssessDatasetQualityInput,
): Promise<DatasetPayload> {
  const { viewer, clock } = context;
  requireRole(viewer, ["editor", "admin"], "assessing a dataset");
  const { criterion, holds, evidence = null } = input;
  const key = keyFromGlobalId("Dataset", input.dataset, ["input", "dataset"]);
  const request = { operation: "assessDatasetQuality", input };
  const authorize = (database: Database) => lockDataset(database, viewer, key);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, dataset) => {
      refuseIfAny(textProblems({ evidence }));
      if (criterion === QualityCriterion.LIVE) {
        const message = "expected an assessed criterion; LIVE is computed from modifiedAt and frequency.";
        throw new UserInputError([userError("ILLEGAL_CHANGE", "criterion", message)]);
      }
      const values = { [columnOf[criterion]]: holds };
      await database.repository(Dataset).update({ id: dataset.id }, values);
      await database.rows(sql`
      INSERT INTO dataset_assessment (dataset_id, criterion, evidence, assessed_on)
      VALUES (${dataset.id}, ${criterion}, ${evidence}, ${today(clock)})
      ON CONFLICT (dataset_id, criterion) DO UPDATE SET evidence = excluded.evidence, numerator = NULL,
        denominator = NULL, assessed_on = excluded.assessed_on`);
      return Object.assign(dataset, values);
    },
  );
  return { dataset: entity && asDataset(entity), userErrors };
}

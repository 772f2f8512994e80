import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny } from "../../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { asDataset } from "../as-dataset";
import { Dataset } from "../dataset";
import type { DatasetPayload, SetDatasetSourceInput } from "./dataset-changes.inputs";
import { sourceProblems } from "./graph-source";
import { lockDataset } from "./lock-dataset";

/**
 * Says which data of this graph an entry describes, or that it describes none. From then on its subgraph dates the entry
 * (`recordGraphData`). An editor of its publisher may: no other team has to.
 */
export async function setDatasetSource(
  context: SubgraphContext,
  input: SetDatasetSourceInput,
): Promise<DatasetPayload> {
  requireRole(context.viewer, ["editor", "admin"], "tying a dataset to data of the graph");
  const key = keyFromGlobalId("Dataset", input.dataset, ["input", "dataset"]);
  const graphSource = input.graphSource ?? null;
  const request = { operation: "setDatasetSource", input };
  const authorize = (database: Database) => lockDataset(database, context.viewer, key);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, dataset) => {
      refuseIfAny(await sourceProblems(database, graphSource, dataset.id));
      await database.repository(Dataset).update({ id: dataset.id }, { graphSource });
      return Object.assign(dataset, { graphSource });
    },
  );
  return { dataset: entity && asDataset(entity), userErrors };
}

import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { codeProblem, leastProblem, textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import { DataCentre } from "./data-centre";
import type { DataCentrePayload, RecordDataCentreInput } from "./record-data-centre.inputs";

/** The department that runs the city's data centres. */
const maintainer = "SKHCN";

/** Records a data centre, or changes one that is there. It may begin to operate on a day to come. */
export async function recordDataCentre(
  context: SubgraphContext,
  input: RecordDataCentreInput,
): Promise<DataCentrePayload> {
  requireOrganization(context.viewer, [maintainer], "recording a data centre");
  const { code, name, operatingSince = null, cpuCores, memoryTiB, storageTiB } = input;
  const request = { operation: "recordDataCentre", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    refuseIfAny([
      codeProblem(code),
      textProblem("name", name),
      leastProblem("cpuCores", cpuCores, 1),
      leastProblem("memoryTiB", memoryTiB, 0, true),
      leastProblem("storageTiB", storageTiB, 0, true),
    ]);
    const row = { code, name, operatingSince, cpuCores, memoryTiB, storageTiB };
    await database.repository(DataCentre).upsert({ ...row, origin: DataOrigin.REPORTED }, ["code"]);
    return { code };
  });
  const dataCentre = entity && (await context.database.repository(DataCentre).findOneByOrFail(entity));
  return { dataCentre, userErrors };
}

import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { Dataset } from "../dataset/dataset";
import { DatasetAssessment } from "../dataset/dataset-assessment";
import { Distribution } from "../dataset/distribution";
import { ITSystem } from "../it-system/it-system";
import { generateDatasets } from "./generate-datasets";
import { readAuthorities, readOrganizations } from "./seed-organizations";

/** The demonstration catalogue: 180 datasets whatever the scale, for 131 open ones must be among them. */
export const seedDatasets: Seed = {
  name: "datasets",
  run: async ({ database }) => {
    const owners = [...readOrganizations(), ...readAuthorities()];
    const generated = generateDatasets(owners, await systemsByOwner(database));
    const { identifiers } = await database
      .repository(Dataset)
      .insert(generated.map(({ dataset }) => dataset));
    const withIds = generated.map((one, at) => ({ ...one, datasetId: String(identifiers[at]?.id) }));
    await database
      .repository(DatasetAssessment)
      .insert(
        withIds.flatMap(({ datasetId, assessments }) => assessments.map((row) => ({ ...row, datasetId }))),
      );
    await database
      .repository(Distribution)
      .insert(
        withIds.flatMap(({ datasetId, distributions }) =>
          distributions.map((row) => ({ ...row, datasetId })),
        ),
      );
  },
};

async function systemsByOwner(database: Database): Promise<Map<string, string[]>> {
  const systems = await database.repository(ITSystem).find({ order: { code: "ASC" } });
  return systems.reduce((byOwner, { code, ownerCode }) => {
    return byOwner.set(ownerCode, [...(byOwner.get(ownerCode) ?? []), code]);
  }, new Map<string, string[]>());
}

import sql from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { readOrganizations } from "../../common/organization/read-organizations";
import { Dataset } from "../dataset/dataset";
import { DatasetAssessment } from "../dataset/dataset-assessment";
import { Distribution } from "../dataset/distribution";
import { ITSystem } from "../it-system/it-system";
import { firstDay } from "./catalogue/first-day";
import { type GeneratedDataset, generateDatasets } from "./catalogue/generate-datasets";
import { readAuthorities } from "./seed-organizations";

/** The demonstration catalogue: 180 datasets whatever the scale, for 131 open ones must be among them. */
export const seedDatasets: Seed = {
  name: "datasets",
  run: async ({ database }) => {
    const owners = [...readOrganizations(), ...readAuthorities()];
    const generated = generateDatasets(owners, await systemsByOwner(database));
    await setTransactionDay(database, firstDay);
    const { identifiers } = await database
      .repository(Dataset)
      .insert(generated.map(({ dataset }) => ({ ...dataset, ...notYet })));
    const withIds = generated.map((one, at) => ({ ...one, datasetId: String(identifiers[at]?.id) }));
    await openDatasets(
      database,
      withIds.flatMap(({ dataset, datasetId }) => (dataset.onOpenDataPortal ? datasetId : [])),
    );
    await assessDatasets(database, withIds);
    await database
      .repository(Distribution)
      .insert(
        withIds.flatMap(({ datasetId, distributions }) =>
          distributions.map((row) => ({ ...row, datasetId })),
        ),
      );
  },
};

/** What is false of a dataset when it comes into the catalogue: only an assessment makes it true. */
const notYet = {
  ...{ onOpenDataPortal: false, accurate: false, sufficient: false, clean: false },
  ...{ consistent: false, shared: false },
};

/** Assesses each dataset on the assessed criteria, on the day of the assessment. */
async function assessDatasets(
  database: Database,
  generated: readonly (GeneratedDataset & { datasetId: string })[],
): Promise<void> {
  const byDay = Map.groupBy(generated, ({ assessments }) => assessments[0]?.assessedOn ?? firstDay);
  for (const [day, assessed] of [...byDay].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    await setTransactionDay(database, day);
    await database
      .repository(DatasetAssessment)
      .insert(
        assessed.flatMap(({ datasetId, assessments }) => assessments.map((row) => ({ ...row, datasetId }))),
      );
    for (const { datasetId, dataset } of assessed) {
      const { accurate, sufficient, clean, consistent, shared } = dataset;
      await database
        .repository(Dataset)
        .update({ id: datasetId }, { accurate, sufficient, clean, consistent, shared });
    }
  }
}

const perWeek = 8;

/** Puts datasets on the open data portal, eight a week from July to the end of October: an assumption. */
async function openDatasets(database: Database, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += perWeek) {
    await setTransactionDay(database, addDays(firstDay, (7 * at) / perWeek));
    await database.rows(sql`
      UPDATE dataset SET on_open_data_portal = TRUE WHERE id = ANY(${ids.slice(at, at + perWeek)}::bigint[])`);
  }
}

async function systemsByOwner(database: Database): Promise<Map<string, string[]>> {
  const systems = await database.repository(ITSystem).find({ order: { code: "ASC" } });
  return systems.reduce((byOwner, { code, ownerCode }) => {
    return byOwner.set(ownerCode, [...(byOwner.get(ownerCode) ?? []), code]);
  }, new Map<string, string[]>());
}

import sql from "sql-template-tag";
import { addDays } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { tellToday } from "../../../shared/history/tell-today";
import { Dataset } from "../dataset/dataset";
import { DatasetAssessment } from "../dataset/dataset-assessment";
import { Distribution } from "../dataset/distribution";
import { ITSystem } from "../it-system/it-system";
import { firstDay } from "./first-day";
import { generateDatasets } from "./generate-datasets";
import { readAuthorities, readOrganizations } from "./seed-organizations";

/** The demonstration catalogue: 180 datasets whatever the scale, for 131 open ones must be among them. */
export const seedDatasets: Seed = {
  name: "datasets",
  run: async ({ database }) => {
    const owners = [...readOrganizations(), ...readAuthorities()];
    const generated = generateDatasets(owners, await systemsByOwner(database));
    await tellToday(database, firstDay);
    const { identifiers } = await database
      .repository(Dataset)
      .insert(generated.map(({ dataset }) => ({ ...dataset, onOpenDataPortal: false })));
    const withIds = generated.map((one, at) => ({ ...one, datasetId: String(identifiers[at]?.id) }));
    await openDatasets(
      database,
      withIds.flatMap(({ dataset, datasetId }) => (dataset.onOpenDataPortal ? datasetId : [])),
    );
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

const perWeek = 8;

/** Puts datasets on the open data portal, eight a week from July to the end of October: an assumption. */
async function openDatasets(database: Database, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += perWeek) {
    await tellToday(database, addDays(firstDay, (7 * at) / perWeek));
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

import sql from "sql-template-tag";
import { Random } from "../../../shared/base/random/random";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { DataCentre } from "../data-centre/data-centre";

/** Sizes, the second site and who runs where are assumptions: of the city's data centre no figure was published. */
const dataCentres = [
  {
    code: "TTDL-01",
    name: "Trung tâm dữ liệu chính Thành phố",
    cpuCores: 6_400,
    memoryTiB: 48,
    storageTiB: 1_800,
  },
  {
    code: "TTDL-02",
    name: "Trung tâm dữ liệu dự phòng Thành phố",
    cpuCores: 1_600,
    memoryTiB: 12,
    storageTiB: 600,
  },
];

/** Two data centres, and in them the systems that have moved: seven in eight in the main one. */
export const seedDataCentres: Seed = {
  name: "data-centres",
  run: async ({ database }) => {
    const random = new Random(1_409);
    await database
      .repository(DataCentre)
      .insert(dataCentres.map((one) => ({ ...one, operatingSince: null, origin: DataOrigin.SYNTHETIC })));
    const moved = await database.rows<{ code: string }>(sql`
      SELECT code FROM it_system WHERE migration = 'MIGRATED' AND origin = 'SYNTHETIC' ORDER BY code`);
    const codes = moved.map(({ code }) => code);
    const centres = codes.map(() => (random.chance(7 / 8) ? "TTDL-01" : "TTDL-02"));
    const cores = codes.map(() => random.pick([2, 4, 4, 8, 8, 16, 32]));
    await database.rows(sql`
      UPDATE it_system s SET data_centre_code = allotted.centre, cpu_cores = allotted.cores
      FROM unnest(${codes}::text[], ${centres}::text[], ${cores}::int[]) AS allotted(code, centre, cores)
      WHERE s.code = allotted.code`);
  },
};

import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

const unitRow = z.object({
  code: z.string().length(5),
  name_vi: z.string(),
  kind: z.enum(["WARD", "COMMUNE"]),
  area_km2: z.coerce.number().positive(),
  population: z.coerce.number().int().positive(),
});

/** The 126 wards and communes, without the city. */
export function readUnits(): z.infer<typeof unitRow>[] {
  return readCsv(fromRoot("subgraphs/innovation/seed/data/units.csv"), unitRow);
}

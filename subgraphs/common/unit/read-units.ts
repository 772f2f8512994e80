import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

/** One of the 126 wards and communes. */
export interface Unit {
  code: string;
  nameVi: string;
  nameEn: string;
  kind: "WARD" | "COMMUNE";
  /** Square kilometres, as text: to its last official digit. */
  areaKm2: string;
  population: number;
  /** Degrees east (WGS 84) of its centre. */
  longitude: number;
  /** Degrees north (WGS 84) of its centre. */
  latitude: number;
}

const unitRow = z
  .object({
    code: z.string().regex(/^\d{5}$/),
    name_vi: z.string(),
    name_en: z.string(),
    kind: z.enum(["WARD", "COMMUNE"]),
    area_km2: z.string().regex(/^\d+(\.\d{1,2})?$/),
    population: z.coerce.number().int().positive(),
    longitude: z.coerce.number(),
    latitude: z.coerce.number(),
  })
  .transform(
    ({ name_vi: nameVi, name_en: nameEn, area_km2: areaKm2, ...row }): Unit => ({
      ...row,
      ...{ nameVi, nameEn, areaKm2 },
    }),
  );

/** The wards and communes that have existed since 1 July 2025, as officially listed, in the order of their codes. */
export function readUnits(): Unit[] {
  return readCsv(fromRoot("subgraphs/common/unit/administrative-units.csv"), unitRow);
}

import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { cityCode } from "../administrative-unit/administrative-unit";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { firstDay } from "./catalogue/first-day";

const unitRow = z.object({
  code: z.string().regex(/^\d{5}$/),
  name_vi: z.string(),
  name_en: z.string(),
  kind: z.enum(["WARD", "COMMUNE"]),
  area_km2: z.string().regex(/^\d+(\.\d{1,2})?$/),
  population: z.coerce.number().int(),
  longitude: z.coerce.number(),
  latitude: z.coerce.number(),
});

/** The 126 wards and communes that have existed since 2025-07-01, as officially listed. */
export function readUnits() {
  return readCsv(fromRoot("subgraphs/infrastructure/seed/data/administrative-units.csv"), unitRow);
}

/** The city, and its 126 units below it. */
export const seedAdministrativeUnits: Seed = {
  name: "administrative-units",
  run: async ({ database }) => {
    await setTransactionDay(database, firstDay);
    const repository = database.repository(AdministrativeUnitRow);
    await repository.insert({
      code: cityCode,
      nameVi: "Hà Nội",
      nameEn: "Hanoi",
      kind: AdministrativeUnitKind.CITY,
      parentCode: null,
      areaKm2: null,
      population: null,
      longitude: null,
      latitude: null,
    });
    await repository.insert(
      readUnits().map(({ name_vi: nameVi, name_en: nameEn, area_km2: areaKm2, kind, ...unit }) => ({
        ...unit,
        nameVi,
        nameEn,
        areaKm2,
        kind: AdministrativeUnitKind[kind],
        parentCode: cityCode,
      })),
    );
  },
};

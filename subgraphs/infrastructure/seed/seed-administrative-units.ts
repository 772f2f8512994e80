import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { cityCode } from "../../common/city/city-code";
import { readUnits } from "../../common/unit/read-units";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { firstDay } from "./catalogue/first-day";

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
      readUnits().map(({ kind, ...unit }) => ({
        ...unit,
        kind: AdministrativeUnitKind[kind],
        parentCode: cityCode,
      })),
    );
  },
};

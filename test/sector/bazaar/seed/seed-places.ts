import type { Seed } from "../../../../shared/database/seed";
import { cityCode } from "../../../../subgraphs/common/city/city-code";
import { readOrganizations } from "../../../../subgraphs/common/organization/read-organizations";
import { readUnits } from "../../../../subgraphs/common/unit/read-units";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";

/** The units and organizations that market stalls may be of: codes that a mutation or an import names are among them. */
export const seedPlaces: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, nameVi }) => ({ code, nameVi }));
    await database.repository(AdministrativeUnitRow).insert([{ code: cityCode, nameVi: "Hà Nội" }, ...units]);
    // Each unit has a commune-level authority, whose code is U and the unit's.
    const authorities = units.map(({ code }) => ({ code: `U${code}` }));
    await database
      .repository(OrganizationRow)
      .insert([...readOrganizations().map(({ code }) => ({ code })), ...authorities]);
  },
};

import type { Seed } from "../../../shared/database/seed";
import { cityCode } from "../../common/city/city-code";
import { readOrganizations } from "../../common/organization/read-organizations";
import { readUnits } from "../../common/unit/read-units";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";

/** The units and organizations that figures may be of: codes that a mutation or an import names must be among them. */
export const seedUnitsAndOrganizations: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, nameVi, population }) => ({ code, nameVi, population }));
    const population = units.reduce((sum, unit) => sum + unit.population, 0);
    await database
      .repository(AdministrativeUnitRow)
      .insert([{ code: cityCode, nameVi: "Hà Nội", population }, ...units]);
    const organizations = readOrganizations().map(({ code }) => ({ code }));
    // Each unit has a commune-level authority, whose code is U and the unit's.
    const authorities = units.map(({ code }) => ({ code: `U${code}` }));
    await database.repository(OrganizationRow).insert([...organizations, ...authorities]);
  },
};

import type { Seed } from "../../../shared/database/seed";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { cityCode } from "../../common/city/city-code";
import { readOrganizations } from "../../common/organization/read-organizations";
import { readUnits } from "../../common/unit/read-units";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";

/** The units and organizations that exist, so that a filter by an unknown one is refused and not just empty. */
export const seedUnitsAndOrganizations: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, nameVi, kind }) => ({
      ...{ code, nameVi, kind: AdministrativeUnitKind[kind] },
    }));
    const city = { code: cityCode, nameVi: "Hà Nội", kind: AdministrativeUnitKind.CITY };
    await database.repository(AdministrativeUnitRow).insert([city, ...units]);
    const organizations = readOrganizations().map(({ code, kind }) => ({ code, kind }));
    await database.repository(OrganizationRow).insert(organizations);
  },
};

import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { OrganizationKind } from "../../common/city/organization-kind";
import { cityCode } from "../administrative-unit/administrative-unit";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";
import { readUnits } from "./read-units";

/** The units and organizations that exist, so that a filter by an unknown one is refused and not just empty. */
export const seedUnitsAndOrganizations: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, nameVi, kind }) => ({
      ...{ code, nameVi, kind: AdministrativeUnitKind[kind] },
    }));
    const city = { code: cityCode, nameVi: "Hà Nội", kind: AdministrativeUnitKind.CITY };
    await database.repository(AdministrativeUnitRow).insert([city, ...units]);
    const organizations = readCsv(
      fromRoot("subgraphs/procedures/seed/data/organizations.csv"),
      z.object({ code: z.string(), kind: z.enum(OrganizationKind) }),
    );
    await database.repository(OrganizationRow).insert(organizations);
  },
};

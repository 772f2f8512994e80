import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { fromRoot } from "../../../shared/project/project-root";
import { cityCode } from "../administrative-unit/administrative-unit";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";
import { readUnits } from "./read-units";

/** The units and organizations that there are, so that a filter by another is told from one without dossiers. */
export const seedPlaces: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, nameVi }) => ({ code, nameVi }));
    await database.repository(AdministrativeUnitRow).insert([{ code: cityCode, nameVi: "Hà Nội" }, ...units]);
    const organizations = readCsv(
      fromRoot("subgraphs/procedures/seed/organizations.csv"),
      z.object({ code: z.string() }),
    );
    await database.repository(OrganizationRow).insert(organizations);
  },
};

import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { cityCode } from "../administrative-unit/administrative-unit";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { OrganizationRow } from "../organization/organization-row";
import { readUnits } from "./read-units";

/** The units and organizations that figures may be of: codes that a mutation or an import names must be among them. */
export const seedUnitsAndOrganizations: Seed = {
  name: "places",
  run: async ({ database }) => {
    const units = readUnits().map(({ code, name_vi: nameVi, population }) => ({ code, nameVi, population }));
    const population = units.reduce((sum, unit) => sum + unit.population, 0);
    await database
      .repository(AdministrativeUnitRow)
      .insert([{ code: cityCode, nameVi: "Hà Nội", population }, ...units]);
    const organizations = readCsv(
      fromRoot("subgraphs/innovation/seed/data/organizations.csv"),
      z.object({ code: z.string() }),
    );
    // Each unit has a commune-level authority, whose code is U and the unit's.
    const authorities = units.map(({ code }) => ({ code: `U${code}` }));
    await database.repository(OrganizationRow).insert([...organizations, ...authorities]);
  },
};

import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { OrganizationKind } from "../../common/city/organization-kind";
import { organizationsFile } from "../../common/organization/read-organizations";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";
import { readUnits } from "../../common/unit/read-units";
import { Organization, OrganizationAxis } from "../organization/organization";
import { noIdentifier, readFormerAuthorities } from "./former-authorities";

const organizationRow = z.object({
  code: z.string(),
  name_vi: z.string(),
  short_name_vi: z.string(),
  name_en: z.string(),
  kind: z.enum(OrganizationKind),
  axis: z.enum(OrganizationAxis),
  parent_code: z.string().nullable(),
});

/**
 * The city's bodies, the authority of each of the 126 commune-level units, `U` and the unit's code, and those of the 526
 * units before them.
 */
export const seedOrganizations: Seed = {
  name: "organizations",
  run: async ({ database }) => {
    const bodies = readCsv(organizationsFile, organizationRow);
    await database.repository(Organization).insert([
      ...bodies.map(({ code, kind, axis, ...row }) => ({
        code,
        nameVi: row.name_vi,
        shortNameVi: row.short_name_vi,
        nameEn: row.name_en,
        kind,
        axis,
        parentCode: row.parent_code,
        unitCode: null,
        existedFrom: null,
        existedUntil: null,
        successorCodes: [],
        ...noIdentifier,
      })),
      ...readUnits().map((unit) => ({
        code: `U${unit.code}`,
        shortNameVi: `UBND ${unit.kind === "WARD" ? "phường" : "xã"} ${unit.nameVi}`,
        nameVi: `Ủy ban nhân dân ${unit.kind === "WARD" ? "phường" : "xã"} ${unit.nameVi}`,
        nameEn: `People's Committee of ${unit.nameEn} ${unit.kind === "WARD" ? "Ward" : "Commune"}`,
        kind: OrganizationKind.COMMUNE_AUTHORITY,
        axis: OrganizationAxis.PEOPLES_COMMITTEE,
        parentCode: "UBND",
        unitCode: unit.code,
        existedFrom: firstDayOfUnits,
        existedUntil: null,
        successorCodes: [],
        ...noIdentifier,
      })),
      ...readFormerAuthorities(),
    ]);
  },
};

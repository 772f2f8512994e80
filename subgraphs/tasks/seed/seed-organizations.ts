import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { OrganizationKind } from "../../common/city/organization-kind";
import { firstDayOfUnits } from "../organization/current-organization";
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

const authorityRow = z.object({
  unit_code: z.string().length(5),
  name_vi: z.string(),
  name_en: z.string(),
  kind: z.enum(["WARD", "COMMUNE"]),
});

/**
 * The city's bodies, the authority of each of the 126 commune-level units, `U` and the unit's code, and those of the 526
 * units before them.
 */
export const seedOrganizations: Seed = {
  name: "organizations",
  run: async ({ database }) => {
    const bodies = readCsv(fromRoot("subgraphs/tasks/seed/data/organizations.csv"), organizationRow);
    const authorities = readCsv(fromRoot("subgraphs/tasks/seed/data/commune-authorities.csv"), authorityRow);
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
      ...authorities.map((row) => ({
        code: `U${row.unit_code}`,
        shortNameVi: `UBND ${row.kind === "WARD" ? "phường" : "xã"} ${row.name_vi}`,
        nameVi: `Ủy ban nhân dân ${row.kind === "WARD" ? "phường" : "xã"} ${row.name_vi}`,
        nameEn: `People's Committee of ${row.name_en} ${row.kind === "WARD" ? "Ward" : "Commune"}`,
        kind: OrganizationKind.COMMUNE_AUTHORITY,
        axis: OrganizationAxis.PEOPLES_COMMITTEE,
        parentCode: "UBND",
        unitCode: row.unit_code,
        existedFrom: firstDayOfUnits,
        existedUntil: null,
        successorCodes: [],
        ...noIdentifier,
      })),
      ...readFormerAuthorities(),
    ]);
  },
};

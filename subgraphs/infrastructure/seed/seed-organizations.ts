import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { OrganizationKind } from "../../common/city/organization-kind";
import { Organization } from "../organization/organization";
import { readUnits } from "./seed-administrative-units";

const organizationRow = z.object({ code: z.string(), name_vi: z.string(), kind: z.enum(OrganizationKind) });

/** The city's bodies. Of what the file says, this sector needs the codes, and names and kinds for its seeds. */
export function readOrganizations() {
  return readCsv(fromRoot("subgraphs/infrastructure/seed/data/organizations.csv"), organizationRow);
}

/** The authorities of the 126 units: `U` and the unit's code, named as their home, tasks, names them. */
export function readAuthorities() {
  return readUnits().map(({ code, name_vi, kind }) => ({
    code: `U${code}`,
    name_vi: `Ủy ban nhân dân ${kind === "WARD" ? "phường" : "xã"} ${name_vi}`,
    kind: OrganizationKind.COMMUNE_AUTHORITY,
  }));
}

/** The codes of all organizations that may own a system or publish a dataset. */
export const seedOrganizations: Seed = {
  name: "organizations",
  run: async ({ database }) => {
    const all = [...readOrganizations(), ...readAuthorities()];
    await database.repository(Organization).insert(all.map(({ code, kind }) => ({ code, kind })));
  },
};

import type { Seed } from "../../../shared/database/seed";
import { OrganizationKind } from "../../common/city/organization-kind";
import { readOrganizations } from "../../common/organization/read-organizations";
import { readUnits } from "../../common/unit/read-units";
import { Organization } from "../organization/organization";

/** The authorities of the 126 units: `U` and the unit's code, named as tasks, which owns them, names them. */
export function readAuthorities() {
  return readUnits().map(({ code, nameVi, kind }) => ({
    code: `U${code}`,
    nameVi: `Ủy ban nhân dân ${kind === "WARD" ? "phường" : "xã"} ${nameVi}`,
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

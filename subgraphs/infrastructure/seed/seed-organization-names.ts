import sql from "sql-template-tag";
import type { Seed } from "../../../shared/database/seed";
import { readOrganizations } from "../../common/organization/read-organizations";
import { readAuthorities } from "./seed-organizations";

/** Official names, for documents that leave the graph. A seed of its own: the codes were there before. */
export const seedOrganizationNames: Seed = {
  name: "organization-names",
  run: async ({ database }) => {
    const all = [...readOrganizations(), ...readAuthorities()];
    await database.rows(sql`
      UPDATE organization o SET name_vi = named.name
      FROM unnest(${all.map(({ code }) => code)}::text[], ${all.map((one) => one.nameVi)}::text[])
        AS named(code, name)
      WHERE o.code = named.code`);
  },
};

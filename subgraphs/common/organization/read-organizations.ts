import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import { OrganizationKind } from "../city/organization-kind";

/** The list of the organizations without the authorities of the wards and communes, which follow from the units. */
export const organizationsFile = fromRoot("subgraphs/common/organization/organizations.csv");

const organizationRow = z
  .object({ code: z.string(), name_vi: z.string(), kind: z.enum(OrganizationKind) })
  .transform(({ code, kind, name_vi: nameVi }) => ({ code, kind, nameVi }));

/** What every sector needs to know of them; tasks, which owns them, reads more of the file. */
export function readOrganizations() {
  return readCsv(organizationsFile, organizationRow);
}

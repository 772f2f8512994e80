import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { textProblem, unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import { OrganizationRow } from "../organization/organization-row";
import type { RecordSectorInput, SectorPayload } from "./record-sector.inputs";
import { Sector } from "./sector";

/** What names a subgraph, and so its sector. */
export const sectorCode = {
  test: /^[a-z][a-z0-9-]{0,39}$/,
  expected: "1 to 40 small letters, digits and hyphens, a letter first",
};

/** Records a sector that joins the graph, or changes one that is there. An admin: it says who owns it. */
export async function recordSector(
  context: SubgraphContext,
  input: RecordSectorInput,
): Promise<SectorPayload> {
  requireRole(context.viewer, ["admin"], "recording a sector");
  const { code, name, nameEn, organization = null } = input;
  const request = { operation: "recordSector", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const isKnown =
      organization !== null && (await database.repository(OrganizationRow).existsBy({ code: organization }));
    refuseIfAny([
      !sectorCode.test.test(code) &&
        badField("code", `expected ${sectorCode.expected}; got ${JSON.stringify(code.slice(0, 60))}.`),
      textProblem("name", name),
      textProblem("nameEn", nameEn),
      unknownKey("organization", organization, isKnown, "the code of an organization"),
    ]);
    const row = { code, nameVi: name.trim(), nameEn: nameEn.trim(), organizationCode: organization };
    await database.repository(Sector).upsert(row, ["code"]);
    return { code };
  });
  const sector = entity && (await context.database.repository(Sector).findOneByOrFail(entity));
  return { sector, userErrors };
}

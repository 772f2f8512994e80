import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { SourceDocumentRow } from "../source-document/source-document-row";
import { expectedIdentifier, identifierForm } from "./electronic-identifier";
import { Organization } from "./organization";
import type { OrganizationPayload, RecordOrganizationIdentifierInput } from "./record-identifier.inputs";

/** Who gives out the identifiers: the city's People's Committee. */
const issuer = "UBND";

/** Records the electronic identifier of an organization, or takes it back. */
export async function recordOrganizationIdentifier(
  context: SubgraphContext,
  input: RecordOrganizationIdentifierInput,
): Promise<OrganizationPayload> {
  requireOrganization(context.viewer, [issuer], "recording an electronic identifier");
  const { organization: code, electronicIdentifier: identifier = null, source = null } = input;
  const request = { operation: "recordOrganizationIdentifier", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const organizations = database.repository(Organization);
    const isForm = identifier === null || identifierForm.test(identifier);
    const other =
      identifier !== null && isForm
        ? await organizations.findOneBy({ electronicIdentifier: identifier })
        : null;
    const isSource =
      source !== null && (await database.repository(SourceDocumentRow).existsBy({ id: source }));
    refuseIfAny([
      unknownKey(
        "organization",
        code,
        await organizations.exists({ where: { code }, lock: { mode: "pessimistic_write" } }),
        "the code of an organization",
      ),
      !isForm &&
        userError(
          "BAD_USER_INPUT",
          "electronicIdentifier",
          `expected ${expectedIdentifier}; got ${JSON.stringify(identifier?.slice(0, 60))}.`,
        ),
      other !== null &&
        other.code !== code &&
        userError(
          "ALREADY_EXISTS",
          "electronicIdentifier",
          `expected one that no other organization has; ${identifier} is ${other.code}'s.`,
        ),
      source !== null &&
        identifier === null &&
        userError(
          "BAD_USER_INPUT",
          "source",
          `expected none without an identifier; got ${source.slice(0, 60)}.`,
        ),
      unknownKey("source", source, isSource, "the code of a source document"),
    ]);
    await organizations.update({ code }, { electronicIdentifier: identifier, identifierSourceId: source });
    return { code };
  });
  const organization = entity && (await context.database.repository(Organization).findOneByOrFail(entity));
  return { organization, userErrors };
}

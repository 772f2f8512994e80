import sql from "sql-template-tag";
import { today } from "../../../shared/base/clock/calendar-day";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { isBigintKey } from "../../../shared/kit/loader/loaders";
import { codeProblem, dayProblem, textProblem, unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../shared/kit/subgraph/global-key";
import { Enterprise } from "../enterprise/enterprise";
import type { RecordStrategicProductInput, StrategicProductPayload } from "./record-strategic-product.inputs";
import { ProductStage, StrategicProduct } from "./strategic-product";

/** The department that maintains the list of strategic products. */
const maintainer = "SKHCN";

/** Records a strategic product, or changes one that is there. */
export async function recordStrategicProduct(
  context: SubgraphContext,
  input: RecordStrategicProductInput,
): Promise<StrategicProductPayload> {
  requireOrganization(context.viewer, [maintainer], "recording a strategic product");
  const { code, name, stage, enterprise = null, commercialisedOn = null } = input;
  const enterpriseId =
    enterprise === null ? null : keyFromGlobalId("Enterprise", enterprise, ["input", "enterprise"]);
  const request = { operation: "recordStrategicProduct", input };
  let written: StrategicProduct | undefined;
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const isKnown = async (id: string) =>
      isBigintKey(id) && (await database.repository(Enterprise).existsBy({ id }));
    refuseIfAny([
      codeProblem(code),
      textProblem("name", name),
      unknownKey(
        "enterprise",
        enterprise,
        enterpriseId !== null && (await isKnown(enterpriseId)),
        "the id of an enterprise",
      ),
      commercialisedOn !== null &&
        stage !== ProductStage.COMMERCIALISED &&
        userError(
          "BAD_USER_INPUT",
          "commercialisedOn",
          `expected no day for a product that is not commercialised; got ${commercialisedOn}.`,
        ),
      dayProblem("commercialisedOn", commercialisedOn, today(context.clock)),
    ]);
    [written] = await database.writtenEntities(
      StrategicProduct,
      sql`
        INSERT INTO strategic_product (code, name, stage, enterprise_id, commercialised_on, origin)
        VALUES (${code}, ${name}, ${stage}, ${enterpriseId}, ${commercialisedOn}, ${DataOrigin.REPORTED})
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, stage = excluded.stage,
          enterprise_id = excluded.enterprise_id, commercialised_on = excluded.commercialised_on, origin = excluded.origin`,
    );
    return { code };
  });
  // Of an answer that was given before under the same key.
  const known = () => context.database.repository(StrategicProduct).findOneByOrFail({ code });
  return { strategicProduct: entity && (written ?? (await known())), userErrors };
}

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordIndicators } from "./record-indicators";
import { KnownIndicatorsPayload, RecordIndicatorsInput } from "./record-indicators.inputs";

@Resolver()
export class RecordIndicatorsResolver {
  @SemanticNonNull()
  @Mutation(() => KnownIndicatorsPayload, {
    nullable: true,
    description:
      "Brings the indicators that key results can be measured by in line with those of the innovation sector " +
      "(allIndicators). An admin; the gateway does it by itself.",
  })
  recordIndicators(
    @Arg("input", () => RecordIndicatorsInput, { description: "What the innovation sector has." })
    input: RecordIndicatorsInput,
    @Ctx() context: SubgraphContext,
  ): Promise<KnownIndicatorsPayload> {
    return recordIndicators(context, input);
  }
}

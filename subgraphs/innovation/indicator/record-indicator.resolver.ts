import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordIndicator } from "./record-indicator";
import { IndicatorPayload, RecordIndicatorInput } from "./record-indicator.inputs";

@Resolver()
export class RecordIndicatorResolver {
  @SemanticNonNull()
  @Mutation(() => IndicatorPayload, {
    nullable: true,
    description:
      "Records an indicator, so that figures and targets of it can be recorded. An editor of the organization that " +
      "answers for it, before and after, or an admin.",
  })
  recordIndicator(
    @Arg("input", () => RecordIndicatorInput, { description: "How it stands now." })
    input: RecordIndicatorInput,
    @Ctx() context: SubgraphContext,
  ): Promise<IndicatorPayload> {
    return recordIndicator(context, input);
  }
}

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { recordObservation } from "./record-observation";
import { ObservationPayload, RecordObservationInput } from "./record-observation.inputs";

@Resolver()
export class RecordObservationResolver {
  @SemanticNonNull()
  @Mutation(() => ObservationPayload, {
    nullable: true,
    description:
      "Records a figure, or a correction of one, which becomes its next revision: no figure is ever overwritten. An " +
      "editor of the organization that is responsible for the indicator, or an admin.",
  })
  recordObservation(
    @Arg("input", () => RecordObservationInput, { description: "The figure." }) input: RecordObservationInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ObservationPayload> {
    return recordObservation(context, input);
  }
}

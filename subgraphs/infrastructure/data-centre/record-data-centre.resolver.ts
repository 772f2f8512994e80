import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordDataCentre } from "./record-data-centre";
import { DataCentrePayload, RecordDataCentreInput } from "./record-data-centre.inputs";

@Resolver()
export class RecordDataCentreResolver {
  @SemanticNonNull()
  @Mutation(() => DataCentrePayload, {
    nullable: true,
    description: "Records a data centre and what it can hold. An editor of SKHCN, or an admin.",
  })
  recordDataCentre(
    @Arg("input", () => RecordDataCentreInput, { description: "How it stands now." })
    input: RecordDataCentreInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DataCentrePayload> {
    return recordDataCentre(context, input);
  }
}

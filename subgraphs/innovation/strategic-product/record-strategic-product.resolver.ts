import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordStrategicProduct } from "./record-strategic-product";
import { RecordStrategicProductInput, StrategicProductPayload } from "./record-strategic-product.inputs";

@Resolver()
export class RecordStrategicProductResolver {
  @SemanticNonNull()
  @Mutation(() => StrategicProductPayload, {
    nullable: true,
    description: "Records a strategic technology product. An editor of SKHCN, or an admin.",
  })
  recordStrategicProduct(
    @Arg("input", () => RecordStrategicProductInput, { description: "How it stands now." })
    input: RecordStrategicProductInput,
    @Ctx() context: SubgraphContext,
  ): Promise<StrategicProductPayload> {
    return recordStrategicProduct(context, input);
  }
}

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordServicePoint } from "./record-service-point";
import { RecordServicePointInput, ServicePointPayload } from "./record-service-point.inputs";

@Resolver()
export class RecordServicePointResolver {
  @SemanticNonNull()
  @Mutation(() => ServicePointPayload, {
    nullable: true,
    description:
      "Records a service point, and whether it is connected to the centre. An editor of the centre (TTPVHCC), or an admin.",
  })
  recordServicePoint(
    @Arg("input", () => RecordServicePointInput, { description: "How it stands now." })
    input: RecordServicePointInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ServicePointPayload> {
    return recordServicePoint(context, input);
  }
}

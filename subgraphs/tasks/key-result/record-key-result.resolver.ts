import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordKeyResult } from "./record-key-result";
import { KeyResultPayload, RecordKeyResultInput } from "./record-key-result.inputs";

@Resolver()
export class RecordKeyResultResolver {
  @Mutation(() => KeyResultPayload, {
    nullable: true,
    description:
      "Records a key result, or changes one that is there. An editor of the objective's organization, or an admin.",
  })
  @SemanticNonNull()
  recordKeyResult(
    @Arg("input", () => RecordKeyResultInput, { description: "The key result." })
    input: RecordKeyResultInput,
    @Ctx() context: SubgraphContext,
  ): Promise<KeyResultPayload> {
    return recordKeyResult(context, input);
  }
}

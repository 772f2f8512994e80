import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { ITSystemPayload } from "../system-changes.inputs";
import { recordSystem, withdrawSystem } from "./record-system";
import { RecordSystemInput, WithdrawSystemInput } from "./record-system.inputs";

@Resolver()
export class RecordSystemResolver {
  @SemanticNonNull()
  @Mutation(() => ITSystemPayload, {
    nullable: true,
    description: "Records a system, a new one or another state of one. An editor of its owner, or an admin.",
  })
  recordSystem(
    @Arg("input", () => RecordSystemInput, { description: "How it stands now." }) input: RecordSystemInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ITSystemPayload> {
    return recordSystem(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => ITSystemPayload, {
    nullable: true,
    description:
      "Takes out a system that should not have been entered, as long as no dataset comes from it; gives it as it was. An editor of its owner, or an admin.",
  })
  withdrawSystem(
    @Arg("input", () => WithdrawSystemInput, { description: "Which, and why." }) input: WithdrawSystemInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ITSystemPayload> {
    return withdrawSystem(context, input);
  }
}

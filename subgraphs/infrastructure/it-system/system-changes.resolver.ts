import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordSystem, withdrawSystem } from "./record-system";
import { RecordSystemInput, WithdrawSystemInput } from "./record-system.inputs";
import { recordSystemMigration } from "./record-system-migration";
import { ITSystemPayload, RecordSystemMigrationInput } from "./system-changes.inputs";

@Resolver()
export class SystemChangesResolver {
  @SemanticNonNull()
  @Mutation(() => ITSystemPayload, {
    nullable: true,
    description:
      "Records how far a system's move to the city's data centre or cloud is. An editor of its owner, or an admin.",
  })
  recordSystemMigration(
    @Arg("input", () => RecordSystemMigrationInput, { description: "How far it is." })
    input: RecordSystemMigrationInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ITSystemPayload> {
    return recordSystemMigration(context, input);
  }

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

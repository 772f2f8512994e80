import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
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
}

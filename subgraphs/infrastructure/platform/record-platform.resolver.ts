import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordPlatform } from "./record-platform";
import { PlatformPayload, RecordPlatformInput } from "./record-platform.inputs";

@Resolver()
export class RecordPlatformResolver {
  @SemanticNonNull()
  @Mutation(() => PlatformPayload, {
    nullable: true,
    description:
      "Records a platform: operator, launch, users, services. An editor of its operator or of SKHCN, or an admin.",
  })
  recordPlatform(
    @Arg("input", () => RecordPlatformInput, { description: "How it stands now." })
    input: RecordPlatformInput,
    @Ctx() context: SubgraphContext,
  ): Promise<PlatformPayload> {
    return recordPlatform(context, input);
  }
}

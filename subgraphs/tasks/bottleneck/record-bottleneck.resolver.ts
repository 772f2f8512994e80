import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordBottleneck, resolveBottleneck } from "./record-bottleneck";
import { BottleneckPayload, RecordBottleneckInput, ResolveBottleneckInput } from "./record-bottleneck.inputs";

const who =
  "An editor of an organization that has to act or of Steering Committee 57's office (BCD57), or an admin.";

@Resolver()
export class RecordBottleneckResolver {
  @Mutation(() => BottleneckPayload, { nullable: true, description: `Records a bottleneck. ${who}` })
  @SemanticNonNull()
  recordBottleneck(
    @Arg("input", () => RecordBottleneckInput, { description: "The bottleneck." })
    input: RecordBottleneckInput,
    @Ctx() context: SubgraphContext,
  ): Promise<BottleneckPayload> {
    return recordBottleneck(context, input);
  }

  @Mutation(() => BottleneckPayload, {
    nullable: true,
    description: `Records that a bottleneck is resolved. ${who}`,
  })
  @SemanticNonNull()
  resolveBottleneck(
    @Arg("input", () => ResolveBottleneckInput, { description: "The bottleneck and the day." })
    input: ResolveBottleneckInput,
    @Ctx() context: SubgraphContext,
  ): Promise<BottleneckPayload> {
    return resolveBottleneck(context, input);
  }
}

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { recordMarketStall } from "./record-market-stall";
import { MarketStallPayload, RecordMarketStallInput } from "./record-market-stall.inputs";

@Resolver()
export class RecordMarketStallResolver {
  @SemanticNonNull()
  @Mutation(() => MarketStallPayload, {
    nullable: true,
    description:
      "Records a market stall. An editor of SCT or of the organization that answers for it, or an admin.",
  })
  recordMarketStall(
    @Arg("input", () => RecordMarketStallInput, { description: "How it stands now." })
    input: RecordMarketStallInput,
    @Ctx() context: SubgraphContext,
  ): Promise<MarketStallPayload> {
    return recordMarketStall(context, input);
  }
}

import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import { notFound } from "../../../../shared/base/errors/graph-error";
import type { Connection } from "../../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { MarketStall } from "./market-stall";
import { MarketStallsArguments } from "./market-stall.inputs";
import { marketStallByCode } from "./market-stall.loaders";
import { MarketStallConnection, marketStallPages } from "./market-stall.queries";

@Resolver(() => MarketStall)
export class MarketStallResolver {
  @Query(() => MarketStall, {
    nullable: true,
    description: "One market stall by its code. Unknown is NOT_FOUND.",
  })
  async marketStall(
    @Arg("code", () => ID, { description: "As MarketStall.code gives it." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<MarketStall> {
    const marketStall = await context.load(marketStallByCode, code);
    if (marketStall === undefined) throw notFound("market stall", code);
    return marketStall;
  }

  @SemanticNonNull()
  @Query(() => MarketStallConnection, { nullable: true, description: "Market stalls in pages." })
  marketStalls(
    @Args() args: MarketStallsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<MarketStall>> {
    return marketStallPages.page(context, args);
  }
}

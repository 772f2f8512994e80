import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import type { MarketStall } from "./market-stall";
import { MarketStallsArguments } from "./market-stall.inputs";
import { MarketStallConnection, marketStallPageOfOrganization } from "./market-stall.queries";

@Resolver(() => Organization)
export class OrganizationMarketStallsResolver {
  @SemanticNonNull()
  @FieldResolver(() => MarketStallConnection, {
    nullable: true,
    description: "Market stalls that it answers for.",
  })
  marketStalls(
    @Root() { code }: Organization,
    @Args() args: MarketStallsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<MarketStall>> {
    return marketStallPageOfOrganization(context, code, args);
  }
}

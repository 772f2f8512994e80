import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { rankServiceIndex, readMonth } from "./service-index.loaders";
import { ServiceIndexRanking } from "./service-index-ranking";

@Resolver()
export class ServiceIndexResolver {
  @Query(() => ServiceIndexRanking, {
    nullable: true,
    description: "Organizations that received dossiers in a month, the best score first.",
  })
  serviceIndexRanking(
    @Arg("month", () => String, {
      nullable: true,
      description: "As YYYY-MM; the last month that is over by default.",
    })
    month: string | null,
    @Arg("first", () => Int, { defaultValue: 200, description: "At most so many, 1 to 1,000." })
    first: number,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexRanking> {
    return rankServiceIndex(context, readMonth(month, context.clock), first);
  }
}

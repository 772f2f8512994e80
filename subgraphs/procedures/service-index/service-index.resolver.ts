import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Rate } from "../../../shared/graphql/rate";
import {
  originDescription,
  originsOf,
  type RowOrigins,
  syntheticShareDescription,
} from "../../../shared/graphql/row-origins";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { rankServiceIndex, readMonth } from "./service-index.loaders";
import { ServiceIndexRanking } from "./service-index-ranking";
import { ServiceIndexScore } from "./service-index-score";

@Resolver(() => ServiceIndexScore)
export class ServiceIndexResolver {
  @Query(() => ServiceIndexRanking, {
    nullable: true,
    description:
      "Organizations that received dossiers in a month, the best score first. Reckoned from those dossiers as they " +
      "stand now: a dossier that is resolved or corrected later still moves the score of its month.",
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

  @FieldResolver(() => DataOrigin, { nullable: true, description: originDescription })
  origin(@Root() score: ServiceIndexScore): DataOrigin | null {
    return originsOfScore(score).origin;
  }

  @FieldResolver(() => Rate, { description: syntheticShareDescription })
  syntheticShare(@Root() score: ServiceIndexScore): Rate {
    return originsOfScore(score).syntheticShare;
  }
}

/** The origins of the dossiers that a score was made from. */
function originsOfScore({ dossiers: { received, synthetic } }: ServiceIndexScore): RowOrigins {
  return originsOf(received, { published: 0, synthetic });
}

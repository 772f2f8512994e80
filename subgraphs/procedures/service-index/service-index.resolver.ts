import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate } from "../../../shared/kit/graphql/rate";
import {
  originDescription,
  originsOf,
  type RowOrigins,
  syntheticShareDescription,
} from "../../../shared/kit/graphql/row-origins";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { readScoredMonth, ServiceIndexArguments } from "./service-index.inputs";
import { rankServiceIndex } from "./service-index.loaders";
import { ServiceIndexRanking } from "./service-index-ranking";
import { ServiceIndexScore } from "./service-index-score";

@Resolver(() => ServiceIndexScore)
export class ServiceIndexResolver {
  @SemanticNonNull()
  @Query(() => ServiceIndexRanking, {
    nullable: true,
    description:
      "Organizations that received dossiers in a month, the best score first, by what was known at the end of a day: " +
      "a dossier that is resolved later moves the score of its month from then on. What is exact, and what of a past " +
      "day is as known now, is said at ServiceIndexScore.",
  })
  serviceIndexRanking(
    @Args() args: ServiceIndexArguments,
    @Arg("first", () => Int, { defaultValue: 200, description: "At most so many, 1 to 1,000." })
    first: number,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexRanking> {
    return rankServiceIndex(context, readScoredMonth(args, context.clock), first);
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

import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import {
  originDescription,
  originsOf,
  syntheticShareDescription,
} from "../../../shared/kit/graphql/row-origins";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceByCode } from "../source-document/source-document.loaders";
import { ComponentResult } from "./component-result";
import { IndexEdition } from "./index-edition";
import {
  editionKey,
  type FieldedResult,
  type RankedEdition,
  resultsByEdition,
} from "./index-edition.loaders";

@Resolver(() => IndexEdition)
export class IndexEditionResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Rank of Hanoi among fieldSize provinces, 1 is the best: the preferred published figure for a period that ends " +
      "in the year. null when none was published.",
  })
  rank(@Root() { rank }: RankedEdition): number | null {
    return rank;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "rank minus that of the year before, so below 0 is better; null unless both had fields of the same size, for " +
      "ranks of different fields are no trend.",
  })
  rankChange(@Root() { rankChange }: RankedEdition): number | null {
    return rankChange;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "Components in which Hanoi ranks first, counted from results; null when no rank is known.",
  })
  componentsRankedFirst(@Root() { rankedFirst }: RankedEdition): number | null {
    return rankedFirst;
  }

  @FieldResolver(() => Int, { description: "Components of this edition: those that results are known of." })
  componentCount(@Root() { results }: RankedEdition): number {
    return results;
  }

  @FieldResolver(() => Rate, { description: "componentsRankedFirst / componentCount." })
  leadShare(@Root() { rankedFirst, results }: RankedEdition): Rate {
    return rankedFirst === null ? rate(0, 0) : rate(rankedFirst, results);
  }

  @FieldResolver(() => DataOrigin, {
    nullable: true,
    description: `Of the results, from which componentsRankedFirst and leadShare are counted. ${originDescription}`,
  })
  resultsOrigin(@Root() edition: RankedEdition): DataOrigin | null {
    return originsOf(edition.results, edition).origin;
  }

  @FieldResolver(() => Rate, { description: `Of the results. ${syntheticShareDescription}` })
  syntheticShare(@Root() edition: RankedEdition): Rate {
    return originsOf(edition.results, edition).syntheticShare;
  }

  @FieldResolver(() => [ComponentResult], {
    description: "The results, in order of their components' codes.",
  })
  results(@Root() edition: RankedEdition, @Ctx() context: SubgraphContext): Promise<FieldedResult[]> {
    return context.loadKnown(resultsByEdition, editionKey(edition));
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that the score was published in; null when none was.",
  })
  async scoreSource(
    @Root() { scoreSourceId }: RankedEdition,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return scoreSourceId === null ? null : context.loadKnown(sourceByCode, scoreSourceId);
  }

  @FieldResolver(() => [Inference], { description: "What of it no source states, field by field." })
  inferences(@Root() edition: RankedEdition, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "IndexEdition", editionKey(edition));
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that the rank was published in; null when none was.",
  })
  async source(
    @Root() { sourceId }: RankedEdition,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return sourceId === null ? null : context.loadKnown(sourceByCode, sourceId);
  }
}

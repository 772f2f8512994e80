import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { decimalScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Indicator } from "../indicator/indicator";
import { indicatorByCode } from "../indicator/indicator.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceByCode } from "../source-document/source-document.loaders";
import { Target } from "./target";
import { progressByTarget } from "./target.loaders";

@Resolver(() => Target)
export class TargetResolver {
  @FieldResolver(() => Indicator, { description: "What is to be reached." })
  indicator(@Root() { indicatorCode }: Target, @Ctx() context: SubgraphContext): Promise<Indicator> {
    return context.loadKnown(indicatorByCode, indicatorCode);
  }

  @FieldResolver(() => [Inference], {
    description: "What of it the source does not state, field by field, such as the period of a plan.",
  })
  inferences(
    @Root() { indicatorCode, sourceId }: Target,
    @Ctx() context: SubgraphContext,
  ): Promise<Inference[]> {
    return inferencesOf(context, "Target", `${indicatorCode}/${sourceId ?? ""}`);
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that it was published in; null only when it was not taken from one.",
  })
  async source(
    @Root() { sourceId }: Target,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return sourceId === null ? null : context.loadKnown(sourceByCode, sourceId);
  }

  @FieldResolver(() => decimalScalar, {
    nullable: true,
    description:
      "Latest value minus target value, exact; null until there is one with the same definition, which is the same " +
      "indicator code. The latest value is Indicator.latest.",
  })
  async gap(@Root() { id }: Target, @Ctx() context: SubgraphContext): Promise<string | null> {
    return (await context.load(progressByTarget, id))?.gap ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether the latest value is as the target wants it, or better by higherIsBetter, with both qualifiers taken " +
      "at their word. null until there is a value, and while its qualifier leaves it open.",
  })
  async reached(@Root() { id }: Target, @Ctx() context: SubgraphContext): Promise<boolean | null> {
    return (await context.load(progressByTarget, id))?.reached ?? null;
  }
}

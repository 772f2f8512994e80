import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SourceDocument } from "../source-document/source-document";
import { sourceById } from "../source-document/source-document.loaders";
import { CompositeIndex } from "./composite-index";
import { compositeIndexCodes } from "./composite-index.codes";
import { compositeIndexByCode, pillarsByIndex } from "./composite-index.loaders";
import { IndexEdition } from "./index-edition";
import { editionsByIndex, type RankedEdition } from "./index-edition.loaders";
import { IndexPillar } from "./index-pillar";

@Resolver(() => CompositeIndex)
export class CompositeIndexResolver {
  @Query(() => CompositeIndex, {
    nullable: true,
    description: "One composite index by its code. Unknown is NOT_FOUND.",
  })
  async compositeIndex(
    @Arg("code", () => ID, { description: "e.g. PII." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<CompositeIndex> {
    const index = await context.load(compositeIndexByCode, code);
    if (index === undefined) {
      throw notFound("composite index", code, await compositeIndexCodes.nearest(code, context));
    }
    return index;
  }

  @Query(() => [CompositeIndex], {
    nullable: true,
    description: "All composite indices, in order of their codes.",
  })
  compositeIndices(@Ctx() { database }: SubgraphContext): Promise<CompositeIndex[]> {
    return database.repository(CompositeIndex).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() index: CompositeIndex,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? index.nameVi : index.nameEn;
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that says what it is made of; null when none was read.",
  })
  async structureSource(
    @Root() { structureSourceId: id }: CompositeIndex,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return id === null ? null : context.loadKnown(sourceById, id);
  }

  @FieldResolver(() => [IndexPillar], {
    description: "Its pillars, in order of their codes; empty where they are not known.",
  })
  pillars(@Root() { code }: CompositeIndex, @Ctx() context: SubgraphContext): Promise<IndexPillar[]> {
    return context.loadKnown(pillarsByIndex, code);
  }

  @FieldResolver(() => [IndexEdition], {
    description:
      "Its editions, the latest first. Their ranks are no series: see fieldSize, and rankChange for what is comparable.",
  })
  editions(@Root() { code }: CompositeIndex, @Ctx() context: SubgraphContext): Promise<RankedEdition[]> {
    return context.loadKnown(editionsByIndex, code);
  }

  @FieldResolver(() => IndexEdition, {
    nullable: true,
    description: "The edition of a year; null when there is none.",
  })
  async edition(
    @Root() { code }: CompositeIndex,
    @Arg("year", () => Int, { description: "e.g. 2025." }) year: number,
    @Ctx() context: SubgraphContext,
  ): Promise<RankedEdition | null> {
    const editions = await context.loadKnown(editionsByIndex, code);
    return editions.find((edition) => edition.year === year) ?? null;
  }
}

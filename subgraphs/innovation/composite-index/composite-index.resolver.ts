import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { SourceDocument } from "../source-document/source-document";
import { sourceByCode } from "../source-document/source-document.loaders";
import { CompositeIndex } from "./composite-index";
import { compositeIndexCodes } from "./composite-index.codes";
import { CompositeIndicesArguments } from "./composite-index.inputs";
import { compositeIndexByCode, pillarsByIndex } from "./composite-index.loaders";
import { CompositeIndexConnection, compositeIndexPages } from "./composite-index.queries";
import { IndexEdition } from "./index-edition";
import { IndexEditionsArguments } from "./index-edition.inputs";
import { editionsByIndex, type RankedEdition } from "./index-edition.loaders";
import { editionPageOfIndex, IndexEditionConnection } from "./index-edition.queries";
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

  @SemanticNonNull()
  @Query(() => CompositeIndexConnection, { nullable: true, description: "Composite indices in pages." })
  compositeIndices(
    @Args() args: CompositeIndicesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<CompositeIndex>> {
    return compositeIndexPages.page(context, args);
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
    return id === null ? null : context.loadKnown(sourceByCode, id);
  }

  @FieldResolver(() => [IndexPillar], {
    description: "Its pillars, in order of their codes; empty where they are not known.",
  })
  pillars(@Root() { code }: CompositeIndex, @Ctx() context: SubgraphContext): Promise<IndexPillar[]> {
    return context.loadKnown(pillarsByIndex, code);
  }

  @SemanticNonNull()
  @FieldResolver(() => IndexEditionConnection, {
    nullable: true,
    description:
      "Its editions. Their ranks are no series: see fieldSize, and rankChange for what is comparable.",
  })
  editions(
    @Root() { code }: CompositeIndex,
    @Args() args: IndexEditionsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<IndexEdition>> {
    return editionPageOfIndex(context, code, args);
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

import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SourceDocument } from "./source-document";
import { sourceIds } from "./source-document.codes";
import { sourceById } from "./source-document.loaders";

@Resolver(() => SourceDocument)
export class SourceDocumentResolver {
  @Query(() => SourceDocument, {
    nullable: true,
    description: "One source by its id. Unknown is NOT_FOUND.",
  })
  async source(
    @Arg("id", () => ID, { description: "e.g. vietnamplus-2025-11-14." }) id: string,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument> {
    const source = await context.load(sourceById, id);
    if (source === undefined) throw notFound("source", id, await sourceIds.nearest(id, context));
    return source;
  }

  @Query(() => [SourceDocument], { nullable: true, description: "All sources, in order of their ids." })
  sources(@Ctx() { database }: SubgraphContext): Promise<SourceDocument[]> {
    return database.repository(SourceDocument).find({ order: { id: "ASC" } });
  }

  @FieldResolver(() => String, {
    description:
      "Its title as published, or in one language: a translation of ours where it was published in another. As " +
      "published too where nobody translated it.",
  })
  title(
    @Root() { title, titleVi, titleEn }: SourceDocument,
    @Arg("lang", () => Language, {
      nullable: true,
      description: "In which language; as published without it.",
    })
    lang: Language | null,
  ): string {
    if (lang === Language.VI) return titleVi ?? title;
    return (lang === Language.EN ? titleEn : null) ?? title;
  }
}

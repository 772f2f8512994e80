import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { SourceDocument } from "./source-document";
import { sourceCodes } from "./source-document.codes";
import { SourceDocumentsArguments } from "./source-document.inputs";
import { sourceByCode } from "./source-document.loaders";
import { SourceDocumentConnection, sourceDocumentPages } from "./source-document.queries";

@Resolver(() => SourceDocument)
export class SourceDocumentResolver {
  @Query(() => SourceDocument, {
    nullable: true,
    description: "One source document by its code. Unknown is NOT_FOUND.",
  })
  async sourceDocument(
    @Arg("code", () => ID, { description: "e.g. vietnamplus-2025-11-14." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument> {
    const source = await context.load(sourceByCode, code);
    if (source === undefined)
      throw notFound("source document", code, await sourceCodes.nearest(code, context));
    return source;
  }

  @SemanticNonNull()
  @Query(() => SourceDocumentConnection, { nullable: true, description: "Source documents in pages." })
  sourceDocuments(
    @Args() args: SourceDocumentsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<SourceDocument>> {
    return sourceDocumentPages.page(context, args);
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

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { PolicyDocument } from "./policy-document";
import { policyDocumentCodes } from "./policy-document.codes";
import { PolicyDocumentsArguments } from "./policy-document.inputs";
import { policyDocumentByCode } from "./policy-document.loaders";
import { PolicyDocumentConnection, policyDocumentPages } from "./policy-document.queries";

@Resolver(() => PolicyDocument)
export class PolicyDocumentResolver {
  @Query(() => PolicyDocument, {
    nullable: true,
    description: "One policy document by its code. Unknown is NOT_FOUND.",
  })
  async policyDocument(
    @Arg("code", () => ID, { description: "e.g. resolution-57-nq-tw." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<PolicyDocument> {
    const document = await context.load(policyDocumentByCode, code);
    if (document === undefined) {
      throw notFound("policy document", code, await policyDocumentCodes.nearest(code, context));
    }
    return document;
  }

  @Query(() => PolicyDocumentConnection, { nullable: true, description: "Policy documents in pages." })
  @SemanticNonNull()
  policyDocuments(
    @Args() args: PolicyDocumentsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<PolicyDocument>> {
    return policyDocumentPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() { nameVi, nameEn }: PolicyDocument,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() policyDocument: PolicyDocument): SourceDocument | null {
    return sourceOf(policyDocument);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: PolicyDocument, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "PolicyDocument", code);
  }
}

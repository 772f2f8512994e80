import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { PolicyDocument } from "../policy-document/policy-document";
import { policyDocumentByCode } from "../policy-document/policy-document.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { Programme } from "./programme";
import { programmeCodes } from "./programme.codes";
import { ProgrammesArguments } from "./programme.inputs";
import { programmeByCode } from "./programme.loaders";
import { ProgrammeConnection, programmePages } from "./programme.queries";

@Resolver(() => Programme)
export class ProgrammeResolver {
  @Query(() => Programme, {
    nullable: true,
    description: "One programme by its code. Unknown is NOT_FOUND.",
  })
  async programme(
    @Arg("code", () => ID, { description: "e.g. urban-railway-line-5." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Programme> {
    const programme = await context.load(programmeByCode, code);
    if (programme === undefined) {
      throw notFound("programme", code, await programmeCodes.nearest(code, context));
    }
    return programme;
  }

  @Query(() => ProgrammeConnection, { nullable: true, description: "Programmes in pages." })
  @SemanticNonNull()
  programmes(
    @Args() args: ProgrammesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Programme>> {
    return programmePages.page(context, args);
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() { nameVi, nameEn }: Programme,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "Who answers for it; null when nobody is named.",
  })
  async leadOrganization(
    @Root() { leadOrganizationCode: code }: Programme,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return code === null ? null : context.loadKnown(organizationByCode, code);
  }

  @FieldResolver(() => PolicyDocument, {
    nullable: true,
    description: "The law, resolution or plan that it rests on; null when the source names none.",
  })
  async basis(
    @Root() { basisCode }: Programme,
    @Ctx() context: SubgraphContext,
  ): Promise<PolicyDocument | null> {
    return basisCode === null ? null : context.loadKnown(policyDocumentByCode, basisCode);
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() programme: Programme): SourceDocument | null {
    return sourceOf(programme);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: Programme, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Programme", code);
  }
}

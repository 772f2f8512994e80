import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { SourceDocument } from "../source-document/source-document";
import { Organization } from "./organization";
import { organizationCodes } from "./organization.codes";
import { OrganizationsArguments } from "./organization.inputs";
import { childrenByCode, organizationByCode, predecessorsByCode } from "./organization.loaders";
import { OrganizationConnection, organizationPages } from "./organization.queries";
import { recordOrganizationIdentifier } from "./record-identifier";
import { OrganizationPayload, RecordOrganizationIdentifierInput } from "./record-identifier.inputs";

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, {
    nullable: true,
    description: "One organization. An unknown code is NOT_FOUND.",
  })
  async organization(
    @Arg("code", () => ID, { description: "e.g. SKHCN." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization> {
    const organization = await context.load(organizationByCode, code);
    if (organization === undefined) {
      throw notFound("organization", code, await organizationCodes.nearest(code, context));
    }
    return organization;
  }

  @Query(() => OrganizationConnection, { nullable: true, description: "Organizations in pages." })
  @SemanticNonNull()
  organizations(
    @Args() args: OrganizationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Organization>> {
    return organizationPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "Official name." })
  name(
    @Root() organization: Organization,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? organization.nameVi : organization.nameEn;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "The body right above it; null for the city and for central bodies.",
  })
  async parent(
    @Root() { parentCode }: Organization,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return parentCode === null ? null : context.loadKnown(organizationByCode, parentCode);
  }

  @FieldResolver(() => [Organization], { description: "The bodies right below it, in order of their codes." })
  children(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Organization[]> {
    return context.loadKnown(childrenByCode, code);
  }

  @FieldResolver(() => [Organization], {
    description:
      "Those that took over what it did, in order of their codes; several where its unit was split; none while it exists.",
  })
  successors(
    @Root() { successorCodes }: Organization,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    return Promise.all(successorCodes.map((code) => context.loadKnown(organizationByCode, code)));
  }

  @FieldResolver(() => [Organization], {
    description: "Those whose work it took over, in order of their codes; before it existed, they acted.",
  })
  predecessors(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Organization[]> {
    return context.loadKnown(predecessorsByCode, code);
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "The unit that a commune-level authority governs.",
  })
  unit(@Root() { unitCode }: Organization): AdministrativeUnit | null {
    return unitCode === null ? null : { code: unitCode };
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that says its electronic identifier; null where none does.",
  })
  identifierSource(@Root() { identifierSourceId: source }: Organization): SourceDocument | null {
    return source === null ? null : { code: source };
  }

  @Mutation(() => OrganizationPayload, {
    nullable: true,
    description: "Records the electronic identifier of an organization. An editor of UBND, or an admin.",
  })
  @SemanticNonNull()
  recordOrganizationIdentifier(
    @Arg("input", () => RecordOrganizationIdentifierInput, { description: "The identifier." })
    input: RecordOrganizationIdentifierInput,
    @Ctx() context: SubgraphContext,
  ): Promise<OrganizationPayload> {
    return recordOrganizationIdentifier(context, input);
  }
}

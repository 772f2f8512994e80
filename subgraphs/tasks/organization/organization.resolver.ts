import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { OrganizationKind } from "../../common/city/organization-kind";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { SourceDocument } from "../source-document/source-document";
import { Organization, OrganizationAxis } from "./organization";
import { organizationCodes } from "./organization.codes";
import { childrenByCode, organizationByCode, predecessorsByCode } from "./organization.loaders";
import { findOrganizations } from "./organization.queries";
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

  // A department each and a commune-level authority for each of the 126 units.
  @Directive("@listSize(assumedSize: 200)")
  @Query(() => [Organization], {
    nullable: true,
    description: "All current organizations that match, in order of their codes.",
  })
  organizations(
    @Arg("kind", () => [OrganizationKind], { nullable: true, description: "One of these kinds." })
    kind: OrganizationKind[] | null,
    @Arg("axis", () => [OrganizationAxis], { nullable: true, description: "One of these axes." })
    axis: OrganizationAxis[] | null,
    @Arg("search", () => String, { nullable: true, description: "Accent-insensitive, in code and names." })
    search: string | null,
    @Arg("former", () => Boolean, {
      defaultValue: false,
      description: "true: those that have ended, the 526 authorities of before 1 July 2025, and no other.",
    })
    former: boolean,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    return findOrganizations(context.database, { kind, axis, search, former });
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
  identifierSource(@Root() { identifierSourceId: id }: Organization): SourceDocument | null {
    return id === null ? null : { id };
  }

  @Mutation(() => OrganizationPayload, {
    nullable: true,
    description: "Records the electronic identifier of an organization. An editor of UBND, or an admin.",
  })
  recordOrganizationIdentifier(
    @Arg("input", () => RecordOrganizationIdentifierInput, { description: "The identifier." })
    input: RecordOrganizationIdentifierInput,
    @Ctx() context: SubgraphContext,
  ): Promise<OrganizationPayload> {
    return recordOrganizationIdentifier(context, input);
  }
}

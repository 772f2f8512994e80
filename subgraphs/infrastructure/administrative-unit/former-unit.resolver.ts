import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { FormerUnit } from "../former-unit/former-unit";
import { FormerUnitsArguments } from "../former-unit/former-unit.inputs";
import { formerUnitsBySuccessor } from "../former-unit/former-unit.loaders";
import { FormerUnitConnection, formerUnitPages } from "../former-unit/former-unit.queries";
import { AdministrativeUnit } from "./administrative-unit";
import { unitByCode } from "./administrative-unit.loaders";

@Resolver(() => FormerUnit)
export class FormerUnitResolver {
  @SemanticNonNull()
  @Query(() => FormerUnitConnection, {
    nullable: true,
    description: "The 526 commune-level units of before 1 July 2025, in pages.",
  })
  formerUnits(
    @Args() args: FormerUnitsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<FormerUnit>> {
    return formerUnitPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "Name, without the word for its kind." })
  name(
    @Root() { nameVi, nameEn }: FormerUnit,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => Boolean, { description: "Whether all of it went into one unit; false: it was split." })
  whole(@Root() { successorCodes }: FormerUnit): boolean {
    return successorCodes.length === 1;
  }

  @FieldResolver(() => [AdministrativeUnit], {
    description: "The units of today that have it or parts of it, in order of their codes.",
  })
  successors(
    @Root() { successorCodes }: FormerUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<AdministrativeUnit[]> {
    return Promise.all(successorCodes.map((code) => context.loadKnown(unitByCode, code)));
  }
}

@Resolver(() => AdministrativeUnit)
export class UnitPredecessorsResolver {
  @FieldResolver(() => [FormerUnit], {
    description:
      "The units of before 1 July 2025 that it was made of, in order of their codes; none for the city.",
  })
  predecessors(@Root() { code }: AdministrativeUnit, @Ctx() context: SubgraphContext): Promise<FormerUnit[]> {
    return context.loadKnown(formerUnitsBySuccessor, code);
  }
}

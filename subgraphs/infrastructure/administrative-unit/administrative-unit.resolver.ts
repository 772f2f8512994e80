import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { readAsOf } from "../../../shared/base/clock/as-of";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { notFound } from "../../../shared/base/errors/graph-error";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "./administrative-unit";
import { unitCodes } from "./administrative-unit.codes";
import { AdministrativeUnitsArguments } from "./administrative-unit.inputs";
import { claimsByUnit, unitByCode } from "./administrative-unit.loaders";
import { AdministrativeUnitConnection, unitPages } from "./administrative-unit.queries";
import { refuseFormerUnit } from "./refuse-former-unit";
import { UnitClaim } from "./unit-claim";
import { agrees, figuresOf, UnitFigure } from "./unit-figure";

@Resolver(() => AdministrativeUnit)
export class AdministrativeUnitResolver {
  @Query(() => AdministrativeUnit, {
    nullable: true,
    description:
      "One ward or commune, or the city. An unknown code is NOT_FOUND; of a unit of before 1 July 2025 it says what became of it.",
  })
  async administrativeUnit(
    @Arg("code", () => ID, { description: "Official code, e.g. 00004; 01 is the city." }) code: string,
    @Arg("asOf", () => dateScalar, {
      nullable: true,
      description:
        "The day on which the unit had that code; today by default. Before 1 July 2025 other units stood.",
    })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<AdministrativeUnit> {
    await refuseFormerUnit(context, code, asOf);
    const unit = await context.load(unitByCode, code);
    if (unit === undefined) {
      throw notFound("administrative unit", code, await unitCodes.nearest(code, context));
    }
    return unit;
  }

  @SemanticNonNull()
  @Query(() => AdministrativeUnitConnection, {
    nullable: true,
    description:
      'The 126 wards and communes, in pages. The city, which is none of them, is administrativeUnit(code: "01").',
  })
  administrativeUnits(
    @Args() args: AdministrativeUnitsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<AdministrativeUnit>> {
    const day = readAsOf(args.asOf, context.clock);
    return unitPages(day < today(context.clock) ? day : null).page(context, args);
  }

  @FieldResolver(() => String, { description: "Official name, without the word for its kind." })
  name(
    @Root() unit: AdministrativeUnit,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? unit.nameVi : unit.nameEn;
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "The unit right above it: the city; null for the city itself.",
  })
  async parent(
    @Root() { parentCode }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<AdministrativeUnit | null> {
    return parentCode === null ? null : context.loadKnown(unitByCode, parentCode);
  }

  @FieldResolver(() => [UnitClaim], {
    description:
      "What public documents say otherwise of its area, population or centre; empty where none was found to differ.",
  })
  async otherClaims(@Root() unit: AdministrativeUnit, @Ctx() context: SubgraphContext): Promise<UnitClaim[]> {
    const claims = await context.loadKnown(claimsByUnit, unit.code);
    return claims.filter((claim) => !agrees(claim, unit));
  }

  @FieldResolver(() => [UnitFigure], {
    description: "Its area, population and centre, each with the public documents that say the same.",
  })
  async figures(@Root() unit: AdministrativeUnit, @Ctx() context: SubgraphContext): Promise<UnitFigure[]> {
    return figuresOf(unit, await context.loadKnown(claimsByUnit, unit.code));
  }
}

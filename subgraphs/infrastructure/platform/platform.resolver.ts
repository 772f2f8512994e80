import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { Platform } from "./platform";
import { findPlatformsAt } from "./platform.queries";

@Resolver(() => Platform)
export class PlatformResolver {
  @Query(() => [Platform], {
    nullable: true,
    description: "All platforms, in order of their codes, with what was known of them at the end of the day.",
  })
  platforms(
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() { database, clock }: SubgraphContext,
  ): Promise<Platform[]> {
    const day = readAsOf(asOf, clock);
    return day < today(clock)
      ? findPlatformsAt(database, day)
      : database.repository(Platform).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => String, {
    description: "What it is called; in Vietnamese where it has no name in English.",
  })
  name(
    @Root() { nameVi, nameEn }: Platform,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return (lang === Language.EN ? nameEn : null) ?? nameVi;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What it is for; null when nobody said so in that language.",
  })
  description(
    @Root() { descriptionVi, descriptionEn }: Platform,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string | null {
    return lang === Language.VI ? descriptionVi : descriptionEn;
  }
}

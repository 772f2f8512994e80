import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { readAsOf } from "../../../shared/base/clock/as-of";
import { today } from "../../../shared/base/clock/calendar-day";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Platform } from "./platform";
import { PlatformsArguments } from "./platform.inputs";
import { PlatformConnection, platformPages } from "./platform.queries";

@Resolver(() => Platform)
export class PlatformResolver {
  @SemanticNonNull()
  @Query(() => PlatformConnection, {
    nullable: true,
    description: "Platforms, in pages, with what was known of them at the end of the day.",
  })
  platforms(
    @Args() args: PlatformsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Platform>> {
    const day = readAsOf(args.asOf, context.clock);
    return platformPages(day < today(context.clock) ? day : null).page(context, args);
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

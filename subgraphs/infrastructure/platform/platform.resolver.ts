import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Language } from "../../../shared/graphql/kit-enums";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Platform } from "./platform";

@Resolver(() => Platform)
export class PlatformResolver {
  @Query(() => [Platform], { nullable: true, description: "All platforms, in order of their codes." })
  platforms(@Ctx() { database }: SubgraphContext): Promise<Platform[]> {
    return database.repository(Platform).find({ order: { code: "ASC" } });
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

import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import { Sector } from "./sector";

@Resolver(() => Sector)
export class SectorResolver {
  @SemanticNonNull()
  @Query(() => [Sector], {
    nullable: true,
    description: "The sectors that the graph knows, in order of their codes: a handful, always all of them.",
  })
  sectors(@Ctx() { database }: SubgraphContext): Promise<Sector[]> {
    return database.repository(Sector).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() { nameVi, nameEn }: Sector,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "The department that owns it; null when nobody is named.",
  })
  organization(@Root() { organizationCode: code }: Sector): Organization | null {
    return code === null ? null : { code };
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { Sector } from "../sector/sector";
import { sectorByCode } from "../sector/sector.loaders";
import { Indicator } from "./indicator";
import { indicatorCodes } from "./indicator.codes";
import { IndicatorsArguments } from "./indicator.inputs";
import { indicatorByCode } from "./indicator.loaders";
import { IndicatorConnection, indicatorPages } from "./indicator.queries";

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => Indicator, {
    nullable: true,
    description: "One indicator by its code. Unknown is NOT_FOUND.",
  })
  async indicator(
    @Arg("code", () => ID, { description: "e.g. dossiers.digitisation-rate." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Indicator> {
    const indicator = await context.load(indicatorByCode, code);
    if (indicator === undefined) {
      throw notFound("indicator", code, await indicatorCodes.nearest(code, context));
    }
    return indicator;
  }

  @SemanticNonNull()
  @Query(() => IndicatorConnection, { nullable: true, description: "Indicators in pages." })
  indicators(
    @Args() args: IndicatorsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Indicator>> {
    return indicatorPages.page(context, args);
  }

  @SemanticNonNull()
  @Query(() => [Indicator], {
    nullable: true,
    description:
      "All indicators, in order of their codes: for sectors that keep their codes, and copies of the whole list.",
  })
  allIndicators(@Ctx() { database }: SubgraphContext): Promise<Indicator[]> {
    return database.repository(Indicator).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => Sector, { description: "The sector that it is about." })
  sector(@Root() { sectorCode }: Indicator, @Ctx() context: SubgraphContext): Promise<Sector> {
    return context.loadKnown(sectorByCode, sectorCode);
  }

  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() indicator: Indicator,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? indicator.nameVi : indicator.nameEn;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "What is counted. Its scope is the whole city of Hanoi unless this says that it is national. null when none is recorded.",
  })
  definition(
    @Root() { definitionVi, definitionEn }: Indicator,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string | null {
    return lang === Language.VI ? definitionVi : definitionEn;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "Who answers for it: the owner of its sector. null when nobody is named.",
  })
  responsibleOrganization(@Root() { responsibleOrganizationCode: code }: Indicator): Organization | null {
    return code === null ? null : { code };
  }

  @FieldResolver(() => [Inference], {
    description:
      "What of it no source states, field by field: who answers for it, what words of a source mean.",
  })
  inferences(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Indicator", code);
  }
}

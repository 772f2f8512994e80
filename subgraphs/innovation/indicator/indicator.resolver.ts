import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { readAsOfInstant } from "../../../shared/base/clock/as-of";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { ObservationConflict } from "../observation/conflict/observation-conflict";
import { conflictsByIndicator } from "../observation/conflict/observation-conflict.loaders";
import { Observation } from "../observation/observation";
import { ObservationsArguments } from "../observation/observation.inputs";
import { latestByIndicator, observationById } from "../observation/observation.loaders";
import { ObservationConnection, observationPageOfIndicator } from "../observation/observation.queries";
import { Organization } from "../organization/organization";
import { Target } from "../target/target";
import { targetsByIndicator } from "../target/target.loaders";
import { Indicator, Sector } from "./indicator";
import { indicatorCodes } from "./indicator.codes";
import { indicatorByCode } from "./indicator.loaders";
import { findIndicators } from "./indicator.queries";

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

  @Query(() => [Indicator], {
    nullable: true,
    description: "All indicators that fit, in order of their codes.",
  })
  indicators(
    @Arg("sector", () => [Sector], { nullable: true, description: "About one of these sectors." })
    sector: Sector[] | null,
    @Arg("search", () => String, { nullable: true, description: "Accent-insensitive, in code and names." })
    search: string | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<Indicator[]> {
    return findIndicators(database, { sector, search });
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
      "What is counted. Its scope is the whole city of Hanoi unless this says that it is national. null when none is kept.",
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

  @FieldResolver(() => ObservationConnection, {
    nullable: true,
    description:
      "What was published, newest first. A figure is never overwritten: a correction is a new revision. No statistics are " +
      "made of them: figures of several areas, periods and sources neither add up nor have a mean.",
  })
  observations(
    @Root() { code }: Indicator,
    @Args() { filter, asOf, includeSuperseded, first, after }: ObservationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Observation>> {
    const question = { ...filter, asOf: readAsOfInstant(asOf, context.clock), includeSuperseded };
    return observationPageOfIndicator(context, code, { filter: question, first, after });
  }

  @FieldResolver(() => Observation, {
    nullable: true,
    description:
      "The preferred published figure: exact before rounded, then the latest by publishedAt, then by id. Superseded " +
      "revisions, figures of one organization and MISSING ones do not count. null when there is none.",
  })
  async latest(
    @Root() { code }: Indicator,
    @Arg("area", () => ID, {
      nullable: true,
      description:
        "Code of an administrative unit; 01 is the city. Without it, the indicator's own scope: the whole city, or " +
        "the nation where the definition says so; never a single ward or commune.",
    })
    area: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Observation | null> {
    const id = await context.load(latestByIndicator, code, { area: area ?? null });
    return id === undefined ? null : context.loadKnown(observationById, id);
  }

  @FieldResolver(() => [ObservationConflict], {
    description:
      "Observations of the same area, organization and period that do not agree, the latest period first. Only " +
      "current revisions count. Qualifiers are taken at their word; ValueQualifier says which values each means.",
  })
  conflicts(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<ObservationConflict[]> {
    return context.loadKnown(conflictsByIndicator, code);
  }

  @FieldResolver(() => [Target], { description: "What is to be reached, the earliest day first." })
  targets(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<Target[]> {
    return context.loadKnown(targetsByIndicator, code);
  }
}

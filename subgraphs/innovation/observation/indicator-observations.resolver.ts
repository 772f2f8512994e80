import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { readAsOfInstant } from "../../../shared/base/clock/as-of";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Indicator } from "../indicator/indicator";
import { Observation } from "./observation";
import { ObservationsArguments } from "./observation.inputs";
import { latestByIndicator, observationById } from "./observation.loaders";
import { ObservationConnection, observationPageOfIndicator } from "./observation.queries";

@Resolver(() => Indicator)
export class IndicatorObservationsResolver {
  @SemanticNonNull()
  @FieldResolver(() => ObservationConnection, {
    nullable: true,
    description:
      "What was published, newest first by default. A figure is never overwritten: a correction is a new revision. No statistics are " +
      "made of them: figures of several units, periods and sources neither add up nor have a mean.",
  })
  observations(
    @Root() { code }: Indicator,
    @Args() { filter, asOf, includeSuperseded, ...page }: ObservationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Observation>> {
    const query = { ...filter, asOf: readAsOfInstant(asOf, context.clock), includeSuperseded };
    return observationPageOfIndicator(context, code, { ...page, filter: query });
  }

  @FieldResolver(() => Observation, {
    nullable: true,
    description:
      "The preferred published figure: exact before rounded, then the latest by publishedAt, then by id. Superseded " +
      "revisions, figures of one organization and MISSING ones do not count. null when there is none.",
  })
  async latest(
    @Root() { code }: Indicator,
    @Arg("unit", () => ID, {
      nullable: true,
      description:
        "Code of an administrative unit; 01 is the city. Without it, the indicator's own scope: the whole city, or " +
        "the nation where the definition says so; never a single ward or commune.",
    })
    unit: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Observation | null> {
    const id = await context.load(latestByIndicator, code, { unit: unit ?? null });
    return id === undefined ? null : context.loadKnown(observationById, id);
  }
}

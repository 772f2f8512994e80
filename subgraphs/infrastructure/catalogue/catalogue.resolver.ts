import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { asOfDescription } from "../../../shared/clock/as-of";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import type { CubeFilter } from "../../../shared/statistics/question";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { DatasetFilter } from "../dataset/dataset.statistics";
import { CatalogueMeasures } from "./catalogue-measures";
import { findCatalogueMeasures } from "./catalogue-measures.queries";
import { PublisherMeasures } from "./publisher-measures";
import { findPublisherMeasures } from "./publisher-measures.queries";

@Resolver()
export class CatalogueResolver {
  @Query(() => CatalogueMeasures, { nullable: true, description: "Counts of the shared data catalogue." })
  catalogueStats(
    @Arg("filter", () => DatasetFilter, { nullable: true, description: "Only these datasets." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<CatalogueMeasures> {
    return findCatalogueMeasures(context, filter, asOf ?? null);
  }

  @Query(() => [PublisherMeasures], {
    nullable: true,
    description: "Counts of the catalogue for each organization, those without datasets among them, by code.",
  })
  catalogueByPublisher(
    @Arg("filter", () => DatasetFilter, { nullable: true, description: "Only these datasets." })
    filter: CubeFilter | null,
    @Arg("opened", () => Boolean, {
      nullable: true,
      description: "false: only who has nothing on the open data portal; true: only who has something.",
    })
    opened: boolean | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<PublisherMeasures[]> {
    return findPublisherMeasures(context, filter, opened, asOf ?? null);
  }
}

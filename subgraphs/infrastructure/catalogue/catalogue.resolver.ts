import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
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

import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription } from "../../../shared/clock/as-of";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { Connection } from "../../../shared/connection/connection-type";
import { dateScalar } from "../../../shared/graphql/scalars";
import { asOfArgument } from "../../../shared/statistics/graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../shared/statistics/graphql/statistics-types";
import type { CubeFilter } from "../../../shared/statistics/question";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { CatalogueMeasures } from "../catalogue/catalogue-measures";
import { measuresByPublisher } from "../catalogue/catalogue-measures.loaders";
import type { Dataset } from "../dataset/dataset";
import { DatasetsArguments } from "../dataset/dataset.inputs";
import { DatasetConnection, datasetPages } from "../dataset/dataset.queries";
import type { ITSystem } from "../it-system/it-system";
import { systemCube } from "../it-system/it-system.cube";
import { ITSystemsArguments } from "../it-system/it-system.inputs";
import { ITSystemConnection, systemPageOfOwner } from "../it-system/it-system.queries";
import { ITSystemFilter, ITSystemMeasures, measuresByOwner } from "../it-system/it-system.statistics";
import { Organization } from "./organization";

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => ITSystemConnection, {
    nullable: true,
    description: "Information systems that it answers for.",
  })
  itSystems(
    @Root() { code }: Organization,
    @Args() args: ITSystemsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ITSystem>> {
    return systemPageOfOwner(context, code, args);
  }

  @FieldResolver(() => ITSystemMeasures, {
    nullable: true,
    description: "Counts of the information systems that it answers for.",
  })
  systemStats(
    @Root() { code }: Organization,
    @Arg("filter", () => ITSystemFilter, { nullable: true, description: "Only these systems." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(systemCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByOwner, code, { filter, asOf });
  }

  @FieldResolver(() => DatasetConnection, { nullable: true, description: "Datasets that it publishes." })
  datasets(
    @Root() { code }: Organization,
    @Args() args: DatasetsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Dataset>> {
    return datasetPages(context).pageOfPublisher(context, code, args);
  }

  @FieldResolver(() => CatalogueMeasures, {
    nullable: true,
    description: "Counts of the datasets that it publishes.",
  })
  catalogueStats(
    @Root() { code }: Organization,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<CatalogueMeasures> {
    return context.loadKnown(measuresByPublisher, code, { asOf: asOf ?? null });
  }
}

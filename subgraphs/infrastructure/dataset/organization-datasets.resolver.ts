import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { Organization } from "../organization/organization";
import type { Dataset } from "./dataset";
import { datasetCube } from "./dataset.cube";
import { DatasetsArguments } from "./dataset.inputs";
import { DatasetConnection, datasetPages } from "./dataset.queries";
import { DatasetFilter, DatasetMeasures, measuresByPublisher } from "./dataset.statistics";

@Resolver(() => Organization)
export class OrganizationDatasetsResolver {
  @SemanticNonNull()
  @FieldResolver(() => DatasetConnection, { nullable: true, description: "Datasets that it publishes." })
  datasets(
    @Root() { code }: Organization,
    @Args() args: DatasetsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Dataset>> {
    return datasetPages(context).pageOfPublisher(context, code, args);
  }

  @SemanticNonNull()
  @FieldResolver(() => DatasetMeasures, {
    nullable: true,
    description: "Counts of the datasets that it publishes.",
  })
  @MeasuresTogether(measuresByPublisher)
  datasetStats(
    @Root() { code }: Organization,
    @Arg("filter", () => DatasetFilter, { nullable: true, description: "Only these datasets." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(datasetCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByPublisher, code, { filter, asOf });
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { notFound } from "../../../shared/base/errors/graph-error";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { keyFromGlobalId } from "../../../shared/kit/subgraph/global-key";
import { ITSystem } from "../it-system/it-system";
import { systemByCode } from "../it-system/it-system.loaders";
import { Dataset } from "./dataset";
import { DatasetsArguments } from "./dataset.inputs";
import { datasetById, distributionsByDataset } from "./dataset.loaders";
import { DatasetConnection, datasetPages } from "./dataset.queries";
import { DatasetQuality } from "./dataset-quality";
import { qualityByDataset } from "./dataset-quality.loaders";
import { Distribution } from "./distribution";

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => Dataset, {
    nullable: true,
    description: "One entry of the shared data catalogue. An unknown id is NOT_FOUND.",
  })
  async dataset(
    @Arg("id", () => ID, { description: "Id of the dataset." }) id: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Dataset> {
    const dataset = await context.load(datasetById, keyFromGlobalId("Dataset", id, ["id"]));
    if (dataset === undefined) throw notFound("dataset", id);
    return dataset;
  }

  @SemanticNonNull()
  @Query(() => DatasetConnection, { nullable: true, description: "The shared data catalogue, in pages." })
  datasets(@Args() args: DatasetsArguments, @Ctx() context: SubgraphContext): Promise<Connection<Dataset>> {
    return datasetPages(context).page(context, args);
  }

  @FieldResolver(() => [Distribution], {
    description: "The forms in which it can be fetched, in order of their formats.",
  })
  distributions(@Root() { id }: Dataset, @Ctx() context: SubgraphContext): Promise<Distribution[]> {
    return context.loadKnown(distributionsByDataset, id);
  }

  @FieldResolver(() => ITSystem, {
    nullable: true,
    description: "The information system that its data comes from; null when none is named.",
  })
  async itSystem(@Root() { systemCode }: Dataset, @Ctx() context: SubgraphContext): Promise<ITSystem | null> {
    return systemCode === null ? null : context.loadKnown(systemByCode, systemCode);
  }

  @FieldResolver(() => DatasetQuality, {
    nullable: true,
    description: "How it stood on the six criteria, as assessed by then; null before the catalogue knew it.",
  })
  async quality(
    @Root() { id }: Dataset,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<DatasetQuality | null> {
    return (await context.load(qualityByDataset, id, { asOf: asOf ?? null })) ?? null;
  }
}

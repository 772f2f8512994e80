import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { DatasetFilter } from "../dataset/dataset.inputs";
import { CatalogueMeasures } from "./catalogue-measures";
import { findCatalogueMeasures } from "./catalogue-measures.queries";

@Resolver()
export class CatalogueResolver {
  @Query(() => CatalogueMeasures, { description: "Counts of the shared data catalogue." })
  catalogueStats(
    @Arg("filter", () => DatasetFilter, { nullable: true, description: "Only these datasets." })
    filter: DatasetFilter | null,
    @Ctx() context: SubgraphContext,
  ): Promise<CatalogueMeasures> {
    return findCatalogueMeasures(context, filter);
  }
}

import { Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import { DataCentre } from "./data-centre";
import { loadByDataCentre } from "./data-centre.loaders";

@Resolver(() => DataCentre)
export class DataCentreResolver {
  @Query(() => [DataCentre], {
    nullable: true,
    description: "The data centres of the city, in order of their codes.",
  })
  dataCentres(@Ctx() { database }: SubgraphContext): Promise<DataCentre[]> {
    return database.repository(DataCentre).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => Rate, {
    description:
      "Processor cores that its systems are allotted / cpuCores. A system without a stated allotment counts as 0.",
  })
  async utilisation(@Root() { code, cpuCores }: DataCentre, @Ctx() context: SubgraphContext): Promise<Rate> {
    return rate((await context.loadKnown(loadByDataCentre, code)).cpuCores, cpuCores);
  }

  @FieldResolver(() => Int, { description: "Information systems that run in it." })
  async systems(@Root() { code }: DataCentre, @Ctx() context: SubgraphContext): Promise<number> {
    return (await context.loadKnown(loadByDataCentre, code)).systems;
  }
}

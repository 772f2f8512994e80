import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { DataCentre } from "./data-centre";
import { DataCentresArguments } from "./data-centre.inputs";
import { loadByDataCentre } from "./data-centre.loaders";
import { DataCentreConnection, dataCentrePages } from "./data-centre.queries";

@Resolver(() => DataCentre)
export class DataCentreResolver {
  @SemanticNonNull()
  @Query(() => DataCentreConnection, {
    nullable: true,
    description: "The data centres of the city, in pages.",
  })
  dataCentres(
    @Args() args: DataCentresArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<DataCentre>> {
    return dataCentrePages.page(context, args);
  }

  @FieldResolver(() => Rate, {
    description:
      "Processor cores that its systems are allotted / cpuCores. A system without a stated allotment counts as 0.",
  })
  async utilisation(@Root() { code, cpuCores }: DataCentre, @Ctx() context: SubgraphContext): Promise<Rate> {
    return rate((await context.loadKnown(loadByDataCentre, code)).cpuCores, cpuCores);
  }

  @FieldResolver(() => Int, { description: "How many information systems run in it." })
  async itSystemCount(@Root() { code }: DataCentre, @Ctx() context: SubgraphContext): Promise<number> {
    return (await context.loadKnown(loadByDataCentre, code)).systems;
  }
}

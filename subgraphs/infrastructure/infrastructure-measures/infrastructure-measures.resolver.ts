import { Ctx, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { InfrastructureMeasures } from "./infrastructure-measures";
import { findInfrastructureMeasures } from "./infrastructure-measures.queries";

@Resolver()
export class InfrastructureMeasuresResolver {
  @Query(() => InfrastructureMeasures, {
    nullable: true,
    description: "Where the city's infrastructure stands, in figures.",
  })
  infrastructureStats(@Ctx() { database }: SubgraphContext): Promise<InfrastructureMeasures> {
    return findInfrastructureMeasures(database);
  }
}

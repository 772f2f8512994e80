import { Ctx, Query, Resolver } from "type-graphql";
import { GraphDataSource } from "../../../shared/graphql/graph-data-source";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { findOwnSources } from "./graph-data.queries";

@Resolver()
export class GraphDataResolver {
  @Query(() => [GraphDataSource], {
    nullable: true,
    description:
      "The data that the procedures subgraph holds, in order of the names: dossiers by the latest receipt or " +
      "resolution, procedures by when they were last changed.",
  })
  proceduresDataSources(@Ctx() { database, clock }: SubgraphContext): Promise<GraphDataSource[]> {
    return findOwnSources(database, clock.now());
  }
}

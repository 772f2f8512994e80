import { Ctx, Query, Resolver } from "type-graphql";
import { RequestWork } from "../../../../shared/base/work/request-work";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { GraphDataSource } from "../../../../shared/kit/graphql/graph-data-source";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { findOwnSources } from "./graph-data.queries";

@Resolver()
export class GraphDataResolver {
  @SemanticNonNull()
  @Query(() => [GraphDataSource], {
    nullable: true,
    description:
      "The data that the bazaar subgraph holds, in order of the names: market stalls by when one was last recorded.",
  })
  bazaarDataSources(@Ctx() { database, clock }: SubgraphContext): Promise<GraphDataSource[]> {
    // What was changed by then, to the instant.
    RequestWork.leaveState();
    return findOwnSources(database, clock.now());
  }
}

import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { RequestWork } from "../../../shared/base/work/request-work";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { GraphDataSource } from "../../../shared/kit/graphql/graph-data-source";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { GraphDataPayload, RecordGraphDataInput } from "./graph-data.inputs";
import { findOwnSources } from "./graph-data.queries";
import { recordGraphData } from "./record-graph-data";

@Resolver()
export class GraphDataResolver {
  @SemanticNonNull()
  @Query(() => [GraphDataSource], {
    nullable: true,
    description:
      "The data that the infrastructure subgraph holds, in order of the names: datasets by when their data was " +
      "changed, systems by when they came into use or moved, assessments of readiness by their day.",
  })
  infrastructureDataSources(@Ctx() { database, clock }: SubgraphContext): Promise<GraphDataSource[]> {
    // What was changed by then, to the instant.
    RequestWork.leaveState();
    return findOwnSources(database, clock.now());
  }

  @SemanticNonNull()
  @Mutation(() => GraphDataPayload, {
    nullable: true,
    description:
      "Dates the catalogue's entries for the data of this graph by what its subgraphs say. An admin.",
  })
  recordGraphData(
    @Arg("input", () => RecordGraphDataInput, { description: "What the subgraphs said." })
    input: RecordGraphDataInput,
    @Ctx() context: SubgraphContext,
  ): Promise<GraphDataPayload> {
    return recordGraphData(context, input);
  }
}

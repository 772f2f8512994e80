import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { GraphDataPayload, RecordGraphDataInput } from "./graph-data.inputs";
import { findOwnSources } from "./graph-data.queries";
import { GraphDataSource } from "./graph-data-source";
import { recordGraphData } from "./record-graph-data";

@Resolver()
export class GraphDataResolver {
  @Query(() => [GraphDataSource], {
    description: "The data that the infrastructure subgraph holds, in order of the names.",
  })
  infrastructureDataSources(@Ctx() { database }: SubgraphContext): Promise<GraphDataSource[]> {
    return findOwnSources(database);
  }

  @Mutation(() => GraphDataPayload, {
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

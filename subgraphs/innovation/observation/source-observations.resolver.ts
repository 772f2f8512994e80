import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SourceDocument } from "../source-document/source-document";
import type { Observation } from "./observation";
import { ForwardPageArguments } from "./observation.inputs";
import { ObservationConnection, observationPageOfSource } from "./observation.queries";

@Resolver(() => SourceDocument)
export class SourceObservationsResolver {
  @FieldResolver(() => ObservationConnection, {
    nullable: true,
    description: "The figures taken from it, newest first; superseded revisions are left out.",
  })
  observations(
    @Root() { id }: SourceDocument,
    @Args() args: ForwardPageArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Observation>> {
    return observationPageOfSource(context, id, args);
  }
}

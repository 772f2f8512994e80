import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { SourceDocument } from "../source-document/source-document";
import type { Observation } from "./observation";
import { SourceObservationsArguments } from "./observation.inputs";
import { ObservationConnection, observationPageOfSource } from "./observation.queries";

@Resolver(() => SourceDocument)
export class SourceObservationsResolver {
  @SemanticNonNull()
  @FieldResolver(() => ObservationConnection, {
    nullable: true,
    description: "The figures taken from it, newest first by default; superseded revisions are left out.",
  })
  observations(
    @Root() { code }: SourceDocument,
    @Args() args: SourceObservationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Observation>> {
    return observationPageOfSource(context, code, args);
  }
}

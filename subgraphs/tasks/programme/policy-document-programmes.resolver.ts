import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { PolicyDocument } from "../policy-document/policy-document";
import type { Programme } from "./programme";
import { ProgrammesArguments } from "./programme.inputs";
import { ProgrammeConnection, programmePageOfBasis } from "./programme.queries";

@Resolver(() => PolicyDocument)
export class PolicyDocumentProgrammesResolver {
  @FieldResolver(() => ProgrammeConnection, {
    nullable: true,
    description: "The programmes and policy tools that rest on it, in pages.",
  })
  @SemanticNonNull()
  programmes(
    @Root() { code }: PolicyDocument,
    @Args() args: ProgrammesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Programme>> {
    return programmePageOfBasis(context, code, args);
  }
}

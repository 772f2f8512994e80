import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import type { Procedure } from "./procedure";
import { ProceduresArguments } from "./procedure.inputs";
import { ProcedureConnection, procedurePageOfOrganization } from "./procedure.queries";

@Resolver(() => Organization)
export class OrganizationProceduresResolver {
  @SemanticNonNull()
  @FieldResolver(() => ProcedureConnection, {
    nullable: true,
    description: "Procedures that it answers for.",
  })
  procedures(
    @Root() { code }: Organization,
    @Args() args: ProceduresArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Procedure>> {
    return procedurePageOfOrganization(context, code, args);
  }
}

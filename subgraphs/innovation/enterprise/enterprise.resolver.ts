import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { keyFromGlobalId } from "../../../shared/kit/subgraph/global-key";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Enterprise } from "./enterprise";
import { EnterprisesArguments } from "./enterprise.inputs";
import { enterpriseById } from "./enterprise.loaders";
import { EnterpriseConnection, enterprisePages } from "./enterprise.queries";

@Resolver(() => Enterprise)
export class EnterpriseResolver {
  @Query(() => Enterprise, {
    nullable: true,
    description: "One enterprise by its id. Unknown is NOT_FOUND.",
  })
  async enterprise(
    @Arg("id", () => ID, { description: "As Enterprise.id gives it." }) id: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Enterprise> {
    const enterprise = await context.load(enterpriseById, keyFromGlobalId("Enterprise", id, ["id"]));
    if (enterprise === undefined) throw notFound("enterprise", id);
    return enterprise;
  }

  @SemanticNonNull()
  @Query(() => EnterpriseConnection, { nullable: true, description: "Enterprises in pages." })
  enterprises(
    @Args() args: EnterprisesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Enterprise>> {
    return enterprisePages.page(context, args);
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "The ward or commune where it is; null when that is not known.",
  })
  unit(@Root() { unitCode: code }: Enterprise): AdministrativeUnit | null {
    return code === null ? null : { code };
  }
}

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import type { Indicator } from "./indicator";
import { IndicatorsArguments } from "./indicator.inputs";
import { IndicatorConnection, indicatorPageOfOrganization } from "./indicator.queries";

@Resolver(() => Organization)
export class OrganizationIndicatorsResolver {
  @SemanticNonNull()
  @FieldResolver(() => IndicatorConnection, {
    nullable: true,
    description: "The indicators that it is responsible for.",
  })
  indicators(
    @Root() { code }: Organization,
    @Args() args: IndicatorsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Indicator>> {
    return indicatorPageOfOrganization(context, code, args);
  }
}

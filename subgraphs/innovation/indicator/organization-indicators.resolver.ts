import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Organization } from "../organization/organization";
import { Indicator } from "./indicator";
import { indicatorsByOrganization } from "./indicator.loaders";

@Resolver(() => Organization)
export class OrganizationIndicatorsResolver {
  @FieldResolver(() => [Indicator], {
    description: "The indicators that it is responsible for, in order of their codes.",
  })
  indicators(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Indicator[]> {
    return context.loadKnown(indicatorsByOrganization, code);
  }
}

import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Indicator } from "../indicator/indicator";
import { indicatorsByOrganization } from "../indicator/indicator.loaders";
import { Organization } from "./organization";

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => [Indicator], {
    description: "The indicators that it is responsible for, in order of their codes.",
  })
  indicators(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Indicator[]> {
    return context.loadKnown(indicatorsByOrganization, code);
  }
}

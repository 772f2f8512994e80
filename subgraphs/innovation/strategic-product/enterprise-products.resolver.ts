import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Enterprise } from "../enterprise/enterprise";
import { StrategicProduct } from "./strategic-product";
import { productsByEnterprise } from "./strategic-product.loaders";

@Resolver(() => Enterprise)
export class EnterpriseProductsResolver {
  @FieldResolver(() => [StrategicProduct], {
    description: "Its strategic technology products, in order of their codes.",
  })
  products(@Root() { id }: Enterprise, @Ctx() context: SubgraphContext): Promise<StrategicProduct[]> {
    return context.loadKnown(productsByEnterprise, id);
  }
}

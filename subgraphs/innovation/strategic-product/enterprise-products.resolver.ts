import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Enterprise } from "../enterprise/enterprise";
import type { StrategicProduct } from "./strategic-product";
import { StrategicProductsArguments } from "./strategic-product.inputs";
import { productPageOfEnterprise, StrategicProductConnection } from "./strategic-product.queries";

@Resolver(() => Enterprise)
export class EnterpriseProductsResolver {
  @SemanticNonNull()
  @FieldResolver(() => StrategicProductConnection, {
    nullable: true,
    description: "Its strategic technology products.",
  })
  products(
    @Root() { id }: Enterprise,
    @Args() args: StrategicProductsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<StrategicProduct>> {
    return productPageOfEnterprise(context, id, args);
  }
}

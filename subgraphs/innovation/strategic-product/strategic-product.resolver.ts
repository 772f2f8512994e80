import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Enterprise } from "../enterprise/enterprise";
import { enterpriseById } from "../enterprise/enterprise.loaders";
import { StrategicProduct } from "./strategic-product";
import { StrategicProductsArguments } from "./strategic-product.inputs";
import { StrategicProductConnection, strategicProductPages } from "./strategic-product.queries";

@Resolver(() => StrategicProduct)
export class StrategicProductResolver {
  @SemanticNonNull()
  @Query(() => StrategicProductConnection, {
    nullable: true,
    description:
      "Strategic technology products in pages. Progress against the target of the commercialised ones is indicator " +
      "strategic-products.commercialised, Target.computed.",
  })
  strategicProducts(
    @Args() args: StrategicProductsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<StrategicProduct>> {
    return strategicProductPages.page(context, args);
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description: "Who makes it; null when that is not known.",
  })
  async enterprise(
    @Root() { enterpriseId }: StrategicProduct,
    @Ctx() context: SubgraphContext,
  ): Promise<Enterprise | null> {
    return enterpriseId === null ? null : context.loadKnown(enterpriseById, enterpriseId);
  }
}

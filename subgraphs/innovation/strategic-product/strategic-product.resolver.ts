import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Enterprise } from "../enterprise/enterprise";
import { enterpriseById } from "../enterprise/enterprise.loaders";
import { ProductStage, StrategicProduct } from "./strategic-product";
import { findStrategicProducts } from "./strategic-product.queries";

@Resolver(() => StrategicProduct)
export class StrategicProductResolver {
  @Query(() => [StrategicProduct], {
    nullable: true,
    description:
      "Strategic technology products, in order of their codes. Progress against the target of the commercialised ones " +
      "is indicator strategic-products.commercialised, Target.computedByInnovation.",
  })
  strategicProducts(
    @Arg("stage", () => [ProductStage], { nullable: true, description: "In one of these stages." })
    stage: ProductStage[] | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<StrategicProduct[]> {
    return findStrategicProducts(database, stage);
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

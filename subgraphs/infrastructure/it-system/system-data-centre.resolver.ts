import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataCentre } from "../data-centre/data-centre";
import { dataCentreByCode } from "../data-centre/data-centre.loaders";
import { ITSystem } from "./it-system";

@Resolver(() => ITSystem)
export class SystemDataCentreResolver {
  @FieldResolver(() => DataCentre, {
    nullable: true,
    description: "The data centre that it runs in; null unless MIGRATED, or when none was stated.",
  })
  async dataCentre(
    @Root() { dataCentreCode }: ITSystem,
    @Ctx() context: SubgraphContext,
  ): Promise<DataCentre | null> {
    return dataCentreCode === null ? null : context.loadKnown(dataCentreByCode, dataCentreCode);
  }
}

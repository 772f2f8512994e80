import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { ServicePoint } from "./service-point";
import { servicePointsByUnit } from "./service-point.loaders";

@Resolver(() => AdministrativeUnit)
export class UnitServicePointsResolver {
  @FieldResolver(() => [ServicePoint], {
    description: "Where dossiers can be handed in within the unit; for the city, everywhere. By code.",
  })
  servicePoints(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<ServicePoint[]> {
    return context.loadKnown(servicePointsByUnit, code);
  }
}

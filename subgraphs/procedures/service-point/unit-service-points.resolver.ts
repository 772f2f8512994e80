import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import type { ServicePoint } from "./service-point";
import { ServicePointsArguments } from "./service-point.inputs";
import { ServicePointConnection, servicePointPageOfUnit } from "./service-point.queries";

@Resolver(() => AdministrativeUnit)
export class UnitServicePointsResolver {
  @SemanticNonNull()
  @FieldResolver(() => ServicePointConnection, {
    nullable: true,
    description: "Where dossiers can be handed in within the unit; for the city, everywhere.",
  })
  servicePoints(
    @Root() { code }: AdministrativeUnit,
    @Args() args: ServicePointsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ServicePoint>> {
    return servicePointPageOfUnit(context, code, args);
  }
}

import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "./organization";
import { authorityByUnit } from "./organization.loaders";

@Resolver(() => AdministrativeUnit)
export class UnitAuthorityResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: "The commune-level authority of this unit.",
  })
  async authority(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return (await context.load(authorityByUnit, code)) ?? null;
  }
}

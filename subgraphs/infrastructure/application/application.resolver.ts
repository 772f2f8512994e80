import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Application } from "./application";
import { applicationsByUnit, findApplications, unitsByApplication } from "./application.loaders";

@Resolver(() => Application)
export class ApplicationResolver {
  @Query(() => [Application], { nullable: true, description: "All applications, in order of their codes." })
  async applications(
    @Arg("replaceable", () => Boolean, {
      nullable: true,
      description: "true: only those that another one replaces; false: only the others.",
    })
    replaceable: boolean | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<Application[]> {
    const all = [...(await findApplications(database)).values()];
    return typeof replaceable === "boolean"
      ? all.filter(({ replacedBy }) => (replacedBy !== null) === replaceable)
      : all;
  }

  @FieldResolver(() => Int, { description: "Wards and communes that work with it." })
  units(@Root() { code }: Application, @Ctx() context: SubgraphContext): Promise<number> {
    return context.loadKnown(unitsByApplication, code);
  }
}

@Resolver(() => AdministrativeUnit)
export class UnitApplicationsResolver {
  @FieldResolver(() => [Application], {
    description:
      "Applications that it works with, in order of their codes; of the city, all that its units work with.",
  })
  applications(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<Application[]> {
    return context.loadKnown(applicationsByUnit, code);
  }
}

import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Application } from "./application";
import { ApplicationsArguments } from "./application.inputs";
import { unitsByApplication } from "./application.loaders";
import { ApplicationConnection, applicationPageOfUnit, applicationPages } from "./application.queries";

@Resolver(() => Application)
export class ApplicationResolver {
  @SemanticNonNull()
  @Query(() => ApplicationConnection, { nullable: true, description: "Applications, in pages." })
  applications(
    @Args() args: ApplicationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Application>> {
    return applicationPages.page(context, args);
  }

  @FieldResolver(() => Int, { description: "How many wards and communes work with it." })
  unitCount(@Root() { code }: Application, @Ctx() context: SubgraphContext): Promise<number> {
    return context.loadKnown(unitsByApplication, code);
  }
}

@Resolver(() => AdministrativeUnit)
export class UnitApplicationsResolver {
  @SemanticNonNull()
  @FieldResolver(() => ApplicationConnection, {
    nullable: true,
    description: "Applications that it works with; of the city, all that its units work with.",
  })
  applications(
    @Root() { code }: AdministrativeUnit,
    @Args() args: ApplicationsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Application>> {
    return applicationPageOfUnit(context, code, args);
  }
}

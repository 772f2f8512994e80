import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { Organization } from "../organization/organization";
import type { ITSystem } from "./it-system";
import { systemCube } from "./it-system.cube";
import { ITSystemsArguments } from "./it-system.inputs";
import { ITSystemConnection, systemPageOfOwner } from "./it-system.queries";
import { ITSystemFilter, ITSystemMeasures, measuresByOwner } from "./it-system.statistics";

@Resolver(() => Organization)
export class OrganizationSystemsResolver {
  @SemanticNonNull()
  @FieldResolver(() => ITSystemConnection, {
    nullable: true,
    description: "Information systems that it answers for.",
  })
  itSystems(
    @Root() { code }: Organization,
    @Args() args: ITSystemsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ITSystem>> {
    return systemPageOfOwner(context, code, args);
  }

  @SemanticNonNull()
  @FieldResolver(() => ITSystemMeasures, {
    nullable: true,
    description: "Counts of the information systems that it answers for.",
  })
  @MeasuresTogether(measuresByOwner)
  itSystemStats(
    @Root() { code }: Organization,
    @Arg("filter", () => ITSystemFilter, { nullable: true, description: "Only these systems." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(systemCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByOwner, code, { filter, asOf });
  }
}

import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { InfrastructureMeasures } from "./infrastructure-measures";
import { findInfrastructureMeasures } from "./infrastructure-measures.queries";

@Resolver()
export class InfrastructureMeasuresResolver {
  @Query(() => InfrastructureMeasures, {
    nullable: true,
    description: "Where the city's infrastructure stands, in figures.",
  })
  infrastructureStats(
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() { database, clock }: SubgraphContext,
  ): Promise<InfrastructureMeasures> {
    const day = readAsOf(asOf, clock);
    return findInfrastructureMeasures(database, { asOf: day, isPast: day < today(clock) });
  }
}

import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Organization } from "../organization/organization";
import { CatalogueMeasures } from "./catalogue-measures";
import { measuresByPublisher } from "./catalogue-measures.loaders";

@Resolver(() => Organization)
export class OrganizationCatalogueResolver {
  @FieldResolver(() => CatalogueMeasures, {
    nullable: true,
    description: "Counts of the datasets that it publishes.",
  })
  catalogueStats(
    @Root() { code }: Organization,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<CatalogueMeasures> {
    return context.loadKnown(measuresByPublisher, code, { asOf: asOf ?? null });
  }
}

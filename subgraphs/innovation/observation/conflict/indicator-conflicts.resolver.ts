import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { Indicator } from "../../indicator/indicator";
import { ObservationConflict } from "./observation-conflict";
import { conflictsByIndicator } from "./observation-conflict.loaders";

@Resolver(() => Indicator)
export class IndicatorConflictsResolver {
  @FieldResolver(() => [ObservationConflict], {
    description:
      "Observations of the same unit, organization and period that do not agree, the latest period first. Only " +
      "current revisions count. Qualifiers are taken at their word; ValueQualifier says which values each means.",
  })
  conflicts(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<ObservationConflict[]> {
    return context.loadKnown(conflictsByIndicator, code);
  }
}

import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Indicator } from "../indicator/indicator";
import { KeyResult } from "./key-result";
import { keyResultsByIndicator } from "./key-result.loaders";

@Resolver(() => Indicator)
export class IndicatorKeyResultsResolver {
  @FieldResolver(() => [KeyResult], {
    description: "The key results that it measures, in order of their codes.",
  })
  keyResults(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<KeyResult[]> {
    return context.loadKnown(keyResultsByIndicator, code);
  }
}

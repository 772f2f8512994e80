import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { KeyResult } from "../key-result/key-result";
import { keyResultsByIndicator } from "../key-result/key-result.loaders";
import { Indicator } from "./indicator";

@Resolver(() => Indicator)
export class IndicatorResolver {
  @FieldResolver(() => [KeyResult], {
    description: "The key results that it measures, in order of their codes.",
  })
  keyResults(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<KeyResult[]> {
    return context.loadKnown(keyResultsByIndicator, code);
  }
}

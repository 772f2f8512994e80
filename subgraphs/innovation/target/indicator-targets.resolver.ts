import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Indicator } from "../indicator/indicator";
import { Target } from "./target";
import { targetsByIndicator } from "./target.loaders";

@Resolver(() => Indicator)
export class IndicatorTargetsResolver {
  @FieldResolver(() => [Target], { description: "What is to be reached, the earliest day first." })
  targets(@Root() { code }: Indicator, @Ctx() context: SubgraphContext): Promise<Target[]> {
    return context.loadKnown(targetsByIndicator, code);
  }
}

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Indicator } from "../indicator/indicator";
import type { Target } from "./target";
import { TargetsArguments } from "./target.inputs";
import { TargetConnection, targetPageOfIndicator } from "./target.queries";

@Resolver(() => Indicator)
export class IndicatorTargetsResolver {
  @SemanticNonNull()
  @FieldResolver(() => TargetConnection, { nullable: true, description: "What is to be reached." })
  targets(
    @Root() { code }: Indicator,
    @Args() args: TargetsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Target>> {
    return targetPageOfIndicator(context, code, args);
  }
}

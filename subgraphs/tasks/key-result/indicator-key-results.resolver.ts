import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Indicator } from "../indicator/indicator";
import type { KeyResult } from "./key-result";
import { KeyResultsArguments } from "./key-result.inputs";
import { KeyResultConnection, keyResultPageOfIndicator } from "./key-result.queries";

@Resolver(() => Indicator)
export class IndicatorKeyResultsResolver {
  @FieldResolver(() => KeyResultConnection, {
    nullable: true,
    description: "The key results that it measures, in pages.",
  })
  @SemanticNonNull()
  keyResults(
    @Root() { code }: Indicator,
    @Args() args: KeyResultsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<KeyResult>> {
    return keyResultPageOfIndicator(context, code, args);
  }
}

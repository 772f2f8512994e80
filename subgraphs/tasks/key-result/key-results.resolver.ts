import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import type { KeyResult } from "./key-result";
import { KeyResultsArguments } from "./key-result.inputs";
import { KeyResultConnection, keyResultPages } from "./key-result.queries";

@Resolver()
export class KeyResultsResolver {
  @Query(() => KeyResultConnection, { nullable: true, description: "Key results in pages." })
  @SemanticNonNull()
  keyResults(
    @Args() args: KeyResultsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<KeyResult>> {
    return keyResultPages.page(context, args);
  }
}

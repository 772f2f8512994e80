import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Objective } from "../objective/objective";
import { KeyResult } from "./key-result";
import { keyResultsByObjective } from "./key-result.loaders";

@Resolver(() => Objective)
export class ObjectiveKeyResultsResolver {
  @FieldResolver(() => [KeyResult], { description: "What it is measured by, in order of their codes." })
  keyResults(@Root() { code }: Objective, @Ctx() context: SubgraphContext): Promise<KeyResult[]> {
    return context.loadKnown(keyResultsByObjective, code);
  }
}

import { Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Indicator } from "../indicator/indicator";
import { Objective } from "../objective/objective";
import { objectiveByCode } from "../objective/objective.loaders";
import { Task } from "../task/task";
import { taskById } from "../task/task.loaders";
import { KeyResult, progressOf } from "./key-result";
import { taskIdsByKeyResult } from "./key-result.loaders";

@Resolver(() => KeyResult)
export class KeyResultResolver {
  @FieldResolver(() => Objective, { description: "The objective that it measures." })
  objective(@Root() { objectiveCode }: KeyResult, @Ctx() context: SubgraphContext): Promise<Objective> {
    return context.loadKnown(objectiveByCode, objectiveCode);
  }

  @FieldResolver(() => Indicator, { nullable: true, description: "The indicator that its values are of." })
  indicator(@Root() { indicatorCode }: KeyResult): Indicator | null {
    return indicatorCode === null ? null : { code: indicatorCode };
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "(current - baseline) / (target - baseline), cut to 0..1; null until measured.",
  })
  progress(@Root() keyResult: KeyResult): number | null {
    return progressOf(keyResult);
  }

  @FieldResolver(() => [Task], { description: "The tasks that serve it, in order of their codes." })
  async tasks(@Root() { code }: KeyResult, @Ctx() context: SubgraphContext): Promise<Task[]> {
    const ids = await context.loadKnown(taskIdsByKeyResult, code);
    return Promise.all(ids.map((id) => context.loadKnown(taskById, id)));
  }
}

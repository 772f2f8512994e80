import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { KeyResult } from "../key-result/key-result";
import { Task } from "./task";
import { taskById, taskIdsByKeyResult } from "./task.loaders";

@Resolver(() => KeyResult)
export class KeyResultTasksResolver {
  @FieldResolver(() => [Task], { description: "The tasks that serve it, in order of their codes." })
  async tasks(@Root() { code }: KeyResult, @Ctx() context: SubgraphContext): Promise<Task[]> {
    const ids = await context.loadKnown(taskIdsByKeyResult, code);
    return Promise.all(ids.map((id) => context.loadKnown(taskById, id)));
  }
}

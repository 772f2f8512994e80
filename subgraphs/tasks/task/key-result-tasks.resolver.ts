import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { KeyResult } from "../key-result/key-result";
import type { Task } from "./task";
import { TasksArguments } from "./task.inputs";
import { findTaskPageOfKeyResult, TaskConnection } from "./task.queries";

@Resolver(() => KeyResult)
export class KeyResultTasksResolver {
  @FieldResolver(() => TaskConnection, {
    nullable: true,
    description: "The tasks that serve it, in pages, as they were known at the end of a day.",
  })
  @SemanticNonNull()
  tasks(
    @Root() { code }: KeyResult,
    @Args() args: TasksArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Task>> {
    return findTaskPageOfKeyResult(context, code, args);
  }
}

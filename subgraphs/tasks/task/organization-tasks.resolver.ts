import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Rate } from "../../../shared/kit/graphql/rate";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import type { Task } from "./task";
import { TasksArguments } from "./task.inputs";
import { findTaskPageOfLead, TaskConnection } from "./task.queries";
import { unclearRateByLead } from "./unclear-tasks.loaders";

@Resolver(() => Organization)
export class OrganizationTasksResolver {
  @FieldResolver(() => TaskConnection, { nullable: true, description: "Tasks that it leads." })
  @SemanticNonNull()
  tasks(
    @Root() { code }: Organization,
    @Args() args: TasksArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Task>> {
    return findTaskPageOfLead(context, code, args);
  }

  @FieldResolver(() => Rate, {
    description: "Tasks that lack at least one of the six (6-clear) / all tasks that it leads, as of now.",
  })
  unclearTaskRate(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Rate> {
    return context.loadKnown(unclearRateByLead, code);
  }
}

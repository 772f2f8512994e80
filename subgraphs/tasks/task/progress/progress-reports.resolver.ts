import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { Task } from "../task";
import type { ProgressReport } from "../task-history";
import { ProgressReportsArguments } from "./progress-reports.inputs";
import { findProgressReportPage, ProgressReportConnection } from "./progress-reports.queries";

@Resolver(() => Task)
export class ProgressReportsResolver {
  @FieldResolver(() => ProgressReportConnection, {
    nullable: true,
    description: "Reports of its progress, in pages.",
  })
  @SemanticNonNull()
  progressReports(
    @Root() task: Task,
    @Args() args: ProgressReportsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ProgressReport>> {
    return findProgressReportPage(context, task, args);
  }
}

import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { addDays, startOf, today } from "../../../shared/clock/calendar-day";
import { bucketOf, parseIsoWeek } from "../../../shared/clock/time-buckets";
import { badInput } from "../../../shared/errors/graph-error";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { Task } from "../task/task";
import { taskById } from "../task/task.loaders";
import { WarningEntry, WarningList } from "./warning-list";
import { overdueTaskIdsByLead } from "./warning-list.loaders";
import { findDueSoon, findWarningRows, type WarningRow } from "./warning-list.queries";

type WarningWeek = Pick<WarningList, "week" | "cutoffAt"> & { sunday: string };

@Resolver(() => WarningList)
export class WarningListResolver {
  @Query(() => WarningList, {
    nullable: true,
    description: "The weekly warning list. Default: the current week.",
  })
  warningList(
    @Arg("week", () => String, { nullable: true, description: "ISO week, e.g. 2025-W46." }) week:
      | string
      | null,
    @Ctx() { clock }: SubgraphContext,
  ): WarningWeek {
    const bucket = week == null ? bucketOf(today(clock), "WEEK") : parseIsoWeek(week);
    if (bucket === undefined) {
      throw badInput(`week: expected an ISO week that exists, e.g. 2025-W46; got ${JSON.stringify(week)}.`, [
        "week",
      ]);
    }
    const cutoffAt = new Date(startOf(bucket.end).getTime() - 1000);
    return { week: bucket.label, cutoffAt, sunday: addDays(bucket.end, -1) };
  }

  @FieldResolver(() => [WarningEntry], { description: "Most overdue tasks first, then longest overdue." })
  entries(@Root() { sunday }: WarningWeek, @Ctx() { database }: SubgraphContext): Promise<WarningRow[]> {
    return findWarningRows(database, sunday);
  }

  @FieldResolver(() => [Task], {
    description: "Not overdue yet, due within 7 days of the cutoff, soonest first.",
  })
  async dueSoon(@Root() { sunday }: WarningWeek, @Ctx() context: SubgraphContext): Promise<Task[]> {
    const ids = await findDueSoon(context.database, sunday);
    return Promise.all(ids.map((id) => context.loadKnown(taskById, id)));
  }
}

@Resolver(() => WarningEntry)
export class WarningEntryResolver {
  @FieldResolver(() => Organization, { description: "Who leads the overdue tasks." })
  organization(
    @Root() { organizationCode }: WarningRow,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization> {
    return context.loadKnown(organizationByCode, organizationCode);
  }

  @FieldResolver(() => [Task], {
    description: "Its tasks that were overdue at the cutoff, longest overdue first.",
  })
  async overdueTasks(
    @Root() { organizationCode, sunday }: WarningRow,
    @Ctx() context: SubgraphContext,
  ): Promise<Task[]> {
    const ids = await context.loadKnown(overdueTaskIdsByLead, organizationCode, { sunday });
    return Promise.all(ids.map((id) => context.loadKnown(taskById, id)));
  }
}

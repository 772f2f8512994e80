import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { weekScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate } from "../../../shared/kit/graphql/rate";
import {
  originDescription,
  originsOf,
  type RowOrigins,
  syntheticShareDescription,
} from "../../../shared/kit/graphql/row-origins";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { Task } from "../task/task";
import { taskAsOf } from "../task/task.loaders";
import { WarningEntry, WarningList } from "./warning-list";
import { overdueTaskIdsByLead } from "./warning-list.loaders";
import { findDueSoon, findWarningRows, type WarningRow } from "./warning-list.queries";
import { readWeek, type WarningWeek } from "./warning-week";

@Resolver(() => WarningList)
export class WarningListResolver {
  @Query(() => WarningList, {
    nullable: true,
    description: "The weekly warning list. Default: the current week.",
  })
  @SemanticNonNull()
  warningList(
    @Arg("week", () => weekScalar, { nullable: true, description: "The current week, or one before." })
    week: string | null,
    @Ctx() { clock }: SubgraphContext,
  ): WarningWeek {
    return readWeek(week, clock);
  }

  @FieldResolver(() => [WarningEntry], { description: "Most overdue tasks first, then longest overdue." })
  entries(@Root() days: WarningWeek, @Ctx() { database }: SubgraphContext): Promise<WarningRow[]> {
    return findWarningRows(database, days);
  }

  @FieldResolver(() => [Task], {
    description:
      "Not overdue at the end of `asOf`, due within 7 days of it, soonest first, as they were then.",
  })
  async dueSoon(@Root() { asOf }: WarningWeek, @Ctx() context: SubgraphContext): Promise<Task[]> {
    const ids = await findDueSoon(context.database, asOf);
    return Promise.all(ids.map((id) => context.loadKnown(taskAsOf, id, { asOf })));
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
    description: "The tasks that it has overdue, longest overdue first, as they were then.",
  })
  async overdueTasks(
    @Root() { organizationCode, asOf }: WarningRow,
    @Ctx() context: SubgraphContext,
  ): Promise<Task[]> {
    const ids = await context.loadKnown(overdueTaskIdsByLead, organizationCode, { asOf });
    return Promise.all(ids.map((id) => context.loadKnown(taskAsOf, id, { asOf })));
  }

  @FieldResolver(() => DataOrigin, { nullable: true, description: originDescription })
  async origin(@Root() entry: WarningRow, @Ctx() context: SubgraphContext): Promise<DataOrigin | null> {
    return (await this.origins(entry, context)).origin;
  }

  @FieldResolver(() => Rate, { description: syntheticShareDescription })
  async syntheticShare(@Root() entry: WarningRow, @Ctx() context: SubgraphContext): Promise<Rate> {
    return (await this.origins(entry, context)).syntheticShare;
  }

  private async origins(entry: WarningRow, context: SubgraphContext): Promise<RowOrigins> {
    const overdue = await this.overdueTasks(entry, context);
    const count = (origin: DataOrigin) => overdue.filter((task) => task.origin === origin).length;
    return originsOf(overdue.length, {
      published: count(DataOrigin.PUBLISHED),
      synthetic: count(DataOrigin.SYNTHETIC),
    });
  }
}

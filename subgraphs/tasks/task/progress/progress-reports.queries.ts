import sql from "sql-template-tag";
import { In } from "typeorm";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { type Connection, connectionType } from "../../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../../shared/kit/connection/define-connection";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { instantConditions } from "../../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../../shared/kit/graphql/kit-enums";
import { defineLoader } from "../../../../shared/kit/loader/loaders";
import { endOf } from "../find-tasks";
import type { Task } from "../task";
import { TaskChange } from "../task-change";
import { ProgressReport, progressReportOf } from "../task-history";
import {
  type ProgressReportFilter,
  ProgressReportOrderField,
  type ProgressReportsArguments,
} from "./progress-reports.inputs";

export const ProgressReportConnection = connectionType("ProgressReport", () => ProgressReport);

/** A page of the reports of a task that were known on its day. */
export function findProgressReportPage(
  context: SubgraphContext,
  { id, asOf }: Task,
  { filter, ...page }: ProgressReportsArguments,
): Promise<Connection<ProgressReport>> {
  return pageOfTask(context, id, { ...page, filter: { filter, asOf } });
}

/** Which reports a list has: those of a filter, up to the end of a day if one is given. */
interface ReportsQuery {
  filter: ProgressReportFilter | null | undefined;
  asOf: CalendarDay | undefined;
}

const reportById = defineLoader<ProgressReport, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(TaskChange).findBy({ id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, progressReportOf(row)]));
});

/** A task has at most some dozens: its changes are found by the index of their task, and sorted. */
const pageOfTask = defineConnection<ProgressReport, ReportsQuery, ProgressReportOrderField>({
  from: sql`task_change c`,
  key: { sql: sql`c.id`, type: "bigint", nullable: false },
  columns: {
    REPORTED_AT: { sql: sql`c.changed_at`, type: "timestamptz", nullable: false },
    PROGRESS: { sql: sql`c.progress`, type: "numeric", nullable: false },
  },
  fallbackOrder: [{ field: ProgressReportOrderField.REPORTED_AT, direction: SortDirection.ASC }],
  conditions: (query) => [
    sql`c.kind = 'PROGRESS_REPORTED'`,
    ...(query?.asOf === undefined ? [] : [sql`c.changed_at < ${endOf(query.asOf)}`]),
    ...instantConditions(sql`c.changed_at`, query?.filter?.reportedAt, ["filter", "reportedAt"]),
  ],
  node: reportById,
}).pageWithin(sql`c.task_id`, "bigint");

import { z } from "zod";
import { startOf } from "../../../shared/base/clock/calendar-day";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import { AssigningAuthority } from "../task/task";
import { TaskChangeKind } from "../task/task-change";
import { type GeneratedTask, nothingElse } from "./generate-tasks";
import { codesCell, published, publishedColumns } from "./sourced-row";

const taskRow = z.object({
  ...publishedColumns,
  code: z.string(),
  title: z.string(),
  lead_organization_code: z.string(),
  coordinator_codes: codesCell,
  assigned_on: z.iso.date(),
  due_on: z.iso.date(),
});

/** Assignments that were published by name; nothing was published of what became of them. */
export function readPublishedTasks(): GeneratedTask[] {
  const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/published-tasks.csv"), taskRow);
  return rows.map(({ code, title, assigned_on: assignedOn, due_on: dueOn, ...row }) => ({
    task: {
      code,
      title,
      assignedBy: AssigningAuthority.CITY,
      leadOrganizationCode: row.lead_organization_code,
      assignedOn,
      originalDueOn: dueOn,
      dueOn,
      completedOn: null,
      progress: 0,
      person: null,
      work: title,
      responsibility: null,
      product: null,
      authority: null,
      keyResultCode: null,
      version: 1,
      ...published(row),
    },
    coordinators: row.coordinator_codes,
    changes: [
      {
        kind: TaskChangeKind.ASSIGNED,
        changedAt: startOf(assignedOn),
        changedBy: row.source_id,
        ...nothingElse,
        dueOn,
      },
    ],
  }));
}

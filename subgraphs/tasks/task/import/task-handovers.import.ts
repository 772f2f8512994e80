import sql from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../../shared/import/columns/time-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { findDissolved } from "../../organization/current-organization";
import { listOfSuccessors } from "../changes/hand-over-task";
import { deriveTaskStates } from "../task-state";

/** That a row of the file is done already: the last handover of the task was to that successor. */
const isDone = sql`(t.lead_organization_code = s.successor AND EXISTS (
  SELECT FROM task_change c WHERE c.task_id = t.id AND c.kind = 'HANDED_OVER' AND c.lead_organization_code = s.successor))`;

/** Handovers of tasks from authorities that have ended to their successors: from today on, as by the mutation. */
export const importTaskHandovers = defineImport({
  name: "task-handovers",
  description:
    "Tasks that pass from authorities that have ended to their successors, which lead them from today on.",
  columns: {
    task: textColumn({
      header: { en: "Handed over task", vi: "Mã nhiệm vụ bàn giao" },
      required: true,
      example: "TP-2025-001",
      explanation: "Code of the task.",
    }),
    successor: textColumn({
      header: { en: "Successor", vi: "Cơ quan tiếp nhận" },
      required: true,
      example: "U00097",
      explanation: "Code of the successor of its lead that answers for it from now on.",
    }),
    handed_over_on: dayColumn({
      header: { en: "Handed over on", vi: "Ngày bàn giao" },
      example: "01/07/2025",
      explanation: "Day from which the successor answers for it by the decision; empty for today.",
    }),
    reason: textColumn({
      header: { en: "Reason", vi: "Lý do" },
      required: true,
      example: "Sắp xếp đơn vị hành chính",
      explanation: "Why: the decision or the minutes that say so.",
      maxLength: 2000,
    }),
  },
  key: ["task"],
  checkRow: ({ handed_over_on: day }, { today: now }) =>
    day !== null && day > now ? [{ column: "handed_over_on", expected: `a day up to today, ${now}` }] : [],
  checks: [
    knownKey({ column: "task", isIn: "task.code", expected: "the code of a known task" }),
    knownKey({
      column: "successor",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
    {
      column: "task",
      expected: "a task under way",
      find: ({ table }) => sql`
        SELECT s.line, s.task AS got, 'it was completed on ' || t.completed_on AS hint
        FROM ${table} AS s JOIN task t ON t.code = s.task WHERE t.completed_on IS NOT NULL AND NOT ${isDone}`,
    },
    {
      column: "successor",
      expected: "a successor of the task's lead",
      find: ({ table }) => sql`
        SELECT s.line, s.successor AS got,
          format('the lead is %s, and its successors are %s', o.code, coalesce(${listOfSuccessors}, 'none')) AS hint
        FROM ${table} AS s JOIN task t ON t.code = s.task JOIN organization o ON o.code = t.lead_organization_code
        WHERE s.successor <> ALL (o.successor_codes) AND NOT ${isDone}`,
    },
    {
      column: "handed_over_on",
      expected: "a day on which the successor stood, not before the assignment",
      find: ({ table, clock }) => sql`
        SELECT s.line, coalesce(s.handed_over_on, ${today(clock)}::date)::text AS got, absent.story AS hint
        FROM ${table} AS s JOIN task t ON t.code = s.task LEFT JOIN LATERAL (
          ${findDissolved(sql`ARRAY[s.successor]`, sql`coalesce(s.handed_over_on, ${today(clock)}::date)`)}) AS absent ON TRUE
        WHERE absent.code IS NOT NULL OR s.handed_over_on < t.assigned_on`,
    },
  ],
  apply: applyHandovers,
});

/** The tasks are locked first: a mutation may hand one over meanwhile. */
async function applyHandovers({ database, table, actor, clock }: StagedRows): Promise<ImportCounts> {
  await database.rows(sql`
    SELECT t.id FROM task t JOIN ${table} AS s ON s.task = t.code ORDER BY t.id FOR UPDATE OF t`);
  await database.rows(sql`
    CREATE TEMPORARY TABLE handover ON COMMIT DROP AS
    SELECT t.id, s.line, s.successor, t.lead_organization_code AS lead, s.reason,
      coalesce(s.handed_over_on, ${today(clock)}::date) AS handed_over_on
    FROM ${table} AS s JOIN task t ON t.code = s.task WHERE NOT ${isDone}`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, lead_organization_code,
      previous_lead_organization_code, handed_over_on, note)
    SELECT id, 'HANDED_OVER', ${clock.now()}, ${actor}, successor, lead, handed_over_on, reason
    FROM handover ORDER BY line`);
  await database.rows(sql`
    DELETE FROM task_coordinator c USING handover h WHERE c.task_id = h.id AND c.organization_code = h.successor`);
  await database.rows(sql`
    UPDATE task t SET lead_organization_code = h.successor, version = t.version + 1 FROM handover h WHERE h.id = t.id`);
  await deriveTaskStates(database, sql`SELECT id FROM handover`);
  return database.row<ImportCounts>(sql`
    SELECT 0 AS inserted, (SELECT count(*)::int FROM handover) AS changed,
      (SELECT count(*)::int FROM ${table}) - (SELECT count(*)::int FROM handover) AS unchanged`);
}

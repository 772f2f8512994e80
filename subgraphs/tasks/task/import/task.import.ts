import sql, { type Sql } from "sql-template-tag";
import { today } from "../../../../shared/base/clock/calendar-day";
import { enumColumn } from "../../../../shared/import/columns/choice-columns";
import { shareColumn } from "../../../../shared/import/columns/number-columns";
import { codesColumn, textColumn } from "../../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport, type SetCheck } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { findDissolved } from "../../organization/current-organization";
import { organizationNames } from "../../organization/organization-names";
import { AssigningAuthority } from "../task";
import { applyTasks } from "./apply-tasks";

const sixClear = (en: string, vi: string, explanation: string) =>
  textColumn({ header: { en, vi }, example: "", explanation: `6-clear: ${explanation}`, maxLength: 2000 });

/**
 * Tasks as a department lists them: one row a task, in its current state. What differs from the graph becomes a change
 * of today in the task's history; past days stay as they were known.
 */
export const importTasks = defineImport({
  name: "tasks",
  isMain: true,
  description: "Tasks as they stand now. What differs from what is there becomes a change of today.",
  columns: {
    code: textColumn({
      header: { en: "Code", vi: "Mã nhiệm vụ" },
      required: true,
      example: "SK-2025-001",
      explanation: "Human reference, unique.",
      maxLength: 50,
      pattern: {
        test: /^[A-Za-z0-9][A-Za-z0-9./-]*$/,
        expected: "1 to 50 letters, digits, points, slashes and hyphens",
      },
    }),
    title: textColumn({
      header: { en: "Title", vi: "Tên nhiệm vụ" },
      required: true,
      example: "Số hóa hồ sơ lưu trữ",
      explanation: "What is to be done, in one line.",
      maxLength: 2000,
    }),
    assigned_by: enumColumn({
      header: { en: "Assigned by", vi: "Cấp giao" },
      required: true,
      example: "Thành phố",
      explanation: "Who assigned it.",
      values: [
        { value: AssigningAuthority.CENTRAL, words: ["Trung ương", "Central"] },
        { value: AssigningAuthority.CITY, words: ["Thành phố", "City"] },
      ],
    }),
    lead: textColumn({
      header: { en: "Lead organization", vi: "Cơ quan chủ trì" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization that answers for it.",
    }),
    coordinators: codesColumn({
      header: { en: "Coordinating organizations", vi: "Cơ quan phối hợp" },
      what: "codes of organizations",
      hasNames: true,
      example: "STC; SNV",
      explanation: "Codes of those who work on it beside the lead.",
    }),
    assigned_on: dayColumn({
      header: { en: "Assigned on", vi: "Ngày giao" },
      required: true,
      example: "01/10/2025",
      explanation: "Day of assignment.",
    }),
    due_on: dayColumn({
      header: { en: "Due on", vi: "Hạn hoàn thành" },
      aliases: ["Deadline", "Thời hạn"],
      required: true,
      example: "31/12/2025",
      explanation: "Deadline as it stands now. A later one than before is an extension.",
    }),
    completed_on: dayColumn({
      header: { en: "Completed on", vi: "Ngày hoàn thành" },
      example: "",
      explanation: "Day of completion; empty while it is under way.",
    }),
    progress: shareColumn({
      header: { en: "Progress", vi: "Tiến độ" },
      example: "0.4",
      explanation: "0 to 1; of a completed task it is 1 whatever stands here.",
    }),
    person: sixClear("Person", "Người thực hiện", "who does it."),
    work: sixClear("Work", "Nội dung việc", "what is done."),
    responsibility: sixClear("Responsibility", "Trách nhiệm", "who answers for it."),
    product: sixClear("Product", "Sản phẩm", "what comes out of it."),
    authority: sixClear("Authority", "Thẩm quyền", "who decides."),
    key_result: textColumn({
      header: { en: "Key result", vi: "Kết quả then chốt" },
      example: "",
      explanation: "Code of the key result that it serves.",
    }),
  },
  key: ["code"],
  checkRow: ({ assigned_on, due_on, completed_on }, { today: now }) => [
    ...problem(after(assigned_on, now), "assigned_on", `a day up to today, ${now}`),
    ...problem(after(assigned_on, due_on), "due_on", `no day before that of assignment, ${assigned_on}`),
    ...problem(after(completed_on, now), "completed_on", `a day up to today, ${now}`),
    ...problem(
      after(assigned_on, completed_on),
      "completed_on",
      `no day before that of assignment, ${assigned_on}`,
    ),
  ],
  names: [organizationNames("lead"), organizationNames("coordinators")],
  owner: {
    staged: sql`s.lead`,
    stored: (table) => sql`
      SELECT s.line, t.lead_organization_code AS owner FROM ${table} AS s JOIN task t ON t.code = s.code`,
  },
  undo: [
    { table: "task", rows: (staged) => sql`t.code IN (SELECT code FROM ${staged})` },
    ...["task_coordinator", "task_change", "task_state"].map((table) => ({
      table,
      rows: (staged: Sql) => sql`
        t.task_id IN (SELECT task.id FROM task JOIN ${staged} AS s ON s.code = task.code)`,
    })),
  ],
  checks: [
    {
      column: "coordinators",
      expected: "codes without that of the lead, each once",
      // What names stood for is only known now.
      find: ({ table }) => sql`
        SELECT line, array_to_string(coordinators, '; ') AS got FROM ${table}
        WHERE lead = ANY (coordinators)
          OR cardinality(coordinators) > (SELECT count(DISTINCT code) FROM unnest(coordinators) AS code)`,
    },
    knownKey({ column: "lead", isIn: "organization.code", expected: "the code of a known organization" }),
    knownKey({ column: "coordinators", isIn: "organization.code", expected: "codes of known organizations" }),
    {
      column: "lead",
      expected: "an organization that stood on the day of assignment",
      find: ({ table }) => notStanding(table, sql`ARRAY[s.lead]`, sql`t.id IS NOT NULL`),
    },
    {
      column: "coordinators",
      expected: "organizations that stood on the day of assignment, or stand today for a task that is there",
      find: ({ table, clock }) => {
        const absent = findDissolved(sql`ARRAY[found.code]`, sql`${today(clock)}::date`);
        return notStanding(table, sql`s.coordinators`, sql`t.id IS NOT NULL AND NOT EXISTS (${absent})`);
      },
    },
    knownKey({ column: "key_result", isIn: "key_result.code", expected: "the code of a known key result" }),
    {
      column: "lead",
      expected:
        "the organization that leads the task; a successor takes it over by the import task-handovers",
      find: ({ table }) => sql`
        SELECT s.line, s.lead AS got, 'the lead is ' || t.lead_organization_code AS hint
        FROM ${table} AS s JOIN task t ON t.code = s.code WHERE s.lead <> t.lead_organization_code`,
    },
    staysAsAssigned("assigned_by"),
    staysAsAssigned("assigned_on"),
    {
      column: "completed_on",
      expected: "a day on which the lead stood, or that it was handed over first",
      find: ({ table }) => sql`
        SELECT s.line, s.completed_on::text AS got, found.story AS hint
        FROM ${table} AS s LEFT JOIN task t ON t.code = s.code
        CROSS JOIN LATERAL (${findDissolved(sql`ARRAY[s.lead]`, sql`s.completed_on`)}) AS found
        WHERE s.completed_on IS DISTINCT FROM t.completed_on`,
    },
    {
      column: "due_on",
      expected: "a deadline no earlier than the present one: a deadline is extended, never cut",
      find: ({ table }) => sql`
        SELECT s.line, s.due_on::text AS got FROM ${table} AS s JOIN task t ON t.code = s.code
        WHERE s.due_on < t.due_on`,
    },
  ],
  apply: applyTasks,
});

function after(day: string | null, other: string | null): boolean {
  return day !== null && other !== null && day > other;
}

function problem<Column extends string>(isInvalid: boolean, column: Column, expected: string) {
  return isInvalid ? [{ column, expected }] : [];
}

/** Who assigned a task, and when, cannot be changed: past statistics are counted by it. */
function staysAsAssigned<Column extends "assigned_by" | "assigned_on">(column: Column): SetCheck<Column> {
  const [staged, stored] = {
    assigned_by: [sql`s.assigned_by`, sql`t.assigned_by`],
    assigned_on: [sql`s.assigned_on`, sql`t.assigned_on`],
  }[column];
  return {
    column,
    expected: "what the task was assigned with",
    find: ({ table }) => sql`
      SELECT s.line, ${staged}::text AS got FROM ${table} AS s JOIN task t ON t.code = s.code
      WHERE ${staged}::text <> ${stored}::text`,
  };
}

/** No body acts before it exists, or after: the codes of such bodies, unless `isRight` holds for a task `t`. */
function notStanding(table: Sql, codes: Sql, isRight: Sql): Sql {
  return sql`
    SELECT s.line, string_agg(found.code, ', ' ORDER BY found.code) AS got,
      string_agg(found.story, '; ' ORDER BY found.code) AS hint
    FROM ${table} AS s LEFT JOIN task t ON t.code = s.code
    CROSS JOIN LATERAL (${findDissolved(codes, sql`s.assigned_on`)}) AS found
    WHERE NOT (${isRight}) GROUP BY s.line`;
}

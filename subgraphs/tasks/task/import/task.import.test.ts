import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";
import { importTasks } from "./task.import";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterEach(() => subgraph.close());

const header =
  "Mã nhiệm vụ;Tên nhiệm vụ;Cấp giao;Cơ quan chủ trì;Cơ quan phối hợp;Ngày giao;Hạn hoàn thành;Ngày hoàn thành;Tiến độ";
const file = (...rows: string[]) => `\uFEFF${[header, ...rows].join("\r\n")}\r\n`;
const take = (content: string, options?: { argv?: string[]; now?: string }) =>
  importText(tasks, subgraph.url, content, options);

async function history(code: string): Promise<object[]> {
  return subgraph.database.rows(sql`
    SELECT c.kind, c.due_on AS "dueOn", c.completed_on AS "completedOn", c.progress, c.changed_by AS "changedBy"
    FROM task_change c JOIN task t ON t.id = c.task_id WHERE t.code = ${code} ORDER BY c.id`);
}

/** Everything that an import can change, as one text. */
async function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM task t) AS tasks,
      (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM task_change c) AS changes,
      (SELECT md5(string_agg(s::text, ',' ORDER BY task_id, known_from)) FROM task_state s) AS states,
      (SELECT md5(string_agg(c::text, ',' ORDER BY task_id, organization_code)) FROM task_coordinator c) AS coordinators`);
}

it("changes nothing when an export is imported", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT code, title, assigned_by, lead_organization_code AS lead, assigned_on, due_on, completed_on,
      progress::text AS progress, person, work, responsibility, product, authority, key_result_code AS key_result,
      nullif(ARRAY(SELECT organization_code FROM task_coordinator WHERE task_id = t.id ORDER BY 1), '{}') AS coordinators
    FROM task t ORDER BY code`);
  let exported = "";
  for await (const line of exportRows(importTasks, rows)) exported += line;
  expect(await take(exported)).toEqual({
    code: 0,
    lines: ["tasks: 384 rows: 0 inserted, 0 changed, 384 unchanged; nothing changed."],
  });
  expect(await everything()).toEqual(before);
});

it("imports its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    expect(await take(writeTemplate(importTasks, { language }), { argv: ["--dry-run"] })).toMatchObject({
      code: 0,
    });
  }
});

it("writes a row for each change, known from the day of the import on", async () => {
  const row = (rest: string) => `SK-1;Việc mới;Thành phố;SKHCN;STC, SNV;01/10/2025;${rest}`;
  await take(file(row("30/11/2025;;0.2")), { now: "2025-11-10T09:00:00+07:00" });
  await take(file(row("31/12/2025;;0.5")), { now: "2025-11-12T09:00:00+07:00" });
  const last = await take(file(row("31/12/2025;14/11/2025;0.5")));
  expect(last.lines).toEqual(["tasks: 1 rows: 0 inserted, 1 changed, 0 unchanged; all taken in."]);
  const changedBy = "importer";
  const none = { dueOn: null, completedOn: null, progress: null, changedBy };
  expect(await history("SK-1")).toEqual([
    { ...none, kind: "ASSIGNED", dueOn: "2025-11-30" },
    { ...none, kind: "PROGRESS_REPORTED", progress: 0.2 },
    { ...none, kind: "EXTENDED", dueOn: "2025-12-31" },
    { ...none, kind: "PROGRESS_REPORTED", progress: 0.5 },
    { ...none, kind: "COMPLETED", completedOn: "2025-11-14" },
  ]);
  expect((await take(file(row("31/12/2025;;1")))).lines).toEqual([
    "tasks: 1 rows: 0 inserted, 1 changed, 0 unchanged; all taken in.",
  ]);
  expect((await history("SK-1")).slice(5)).toEqual([{ ...none, kind: "REOPENED" }]);
  const { data } = await subgraph.execute(`{ task(code: "SK-1") {
    version origin progress originalDueOn dueOn coordinatingOrganizations { code } extensions { from to }
    before: status(asOf: "2025-11-13") after: status(asOf: "2025-11-14") } }`);
  expect(data).toEqual({
    task: {
      version: 4,
      origin: "REPORTED",
      progress: 1,
      originalDueOn: "2025-11-30",
      dueOn: "2025-12-31",
      coordinatingOrganizations: [{ code: "SNV" }, { code: "STC" }],
      extensions: [{ from: "2025-11-30", to: "2025-12-31" }],
      before: "IN_PROGRESS",
      after: "IN_PROGRESS",
    },
  });
});

it("retains the values that the file has no column for", async () => {
  await take(file("SK-2;Việc;Thành phố;SKHCN;STC;01/10/2025;30/11/2025;;0.7"));
  const narrow =
    "Code,Title,Assigned by,Lead organization,Assigned on,Due on\nSK-2,Việc khác,CITY,SKHCN,2025-10-01,2025-11-30\n";
  expect((await take(narrow)).lines).toEqual([
    "tasks: 1 rows: 0 inserted, 1 changed, 0 unchanged; all taken in.",
  ]);
  const { data } = await subgraph.execute(
    '{ task(code: "SK-2") { title progress coordinatingOrganizations { code } } }',
  );
  expect(data).toEqual({
    task: { title: "Việc khác", progress: 0.7, coordinatingOrganizations: [{ code: "STC" }] },
  });
});

it("reports every bad row with line, column, expected and given value, and changes nothing", async () => {
  const before = await everything();
  const [first] = await subgraph.database.rows<{ lead: string; assignedOn: string; dueOn: string }>(sql`
    SELECT lead_organization_code AS lead, assigned_on AS "assignedOn", due_on AS "dueOn" FROM task WHERE code = 'TW-2025-001'`);
  const answer = await take(
    file(
      "SK-1;Việc;Thành phố;SKHCN;;01/10/2025;30/09/2025;;",
      "SK-2;Việc;Thành phố;SKHCN;;15/11/2025;31/12/2025;;",
      "SK-3;Việc;Thành phố;SKHCN;;01/10/2025;31/12/2025;15/11/2025;",
      "SK-4;Việc;Thành phố;SKHCN;;01/10/2025;31/12/2025;;1.2",
      "SK-5;Việc;Quận;SKHCN;;01/10/2025;31/02/2025;;",
      "SK-6;=1+1;Thành phố;SKHCN;;01/10/2025;31/12/2025;;",
      "SK-7;Việc;Thành phố;XYZ;STC, ABC;01/10/2025;31/12/2025;;",
      `TW-2025-001;Việc;Trung ương;STP;;${first?.assignedOn};${first?.assignedOn};;`,
    ),
  );
  expect(first?.lead).not.toBe("STP");
  expect(answer.code).toBe(1);
  expect(answer.lines).toEqual([
    'line 2, column G (Hạn hoàn thành): expected no day before that of assignment, 2025-10-01, got "30/09/2025".',
    'line 3, column F (Ngày giao): expected a day up to today, 2025-11-14, got "15/11/2025".',
    'line 4, column H (Ngày hoàn thành): expected a day up to today, 2025-11-14, got "15/11/2025".',
    expect.stringMatching(/^line 5, column I \(Tiến độ\): expected .*, got "1\.2"/),
    expect.stringMatching(/^line 6, column C \(Cấp giao\): expected one of CENTRAL .*, got "Quận"/),
    expect.stringMatching(/^line 6, column G \(Hạn hoàn thành\): expected a day as .*, got "31\/02\/2025"/),
    expect.stringMatching(
      /^line 7, column B \(Tên nhiệm vụ\): expected a text that a spreadsheet does not take/,
    ),
    'line 8, column D (Cơ quan chủ trì): expected the code of a known organization, got "XYZ".',
    'line 8, column E (Cơ quan phối hợp): expected codes of known organizations, got "ABC".',
    `line 9, column D (Cơ quan chủ trì): expected the organization that leads the task; a successor takes it over by the import task-handovers, got "STP" – the lead is ${first?.lead}.`,
    `line 9, column G (Hạn hoàn thành): expected a deadline no earlier than the present one: a deadline is extended, never cut, got "${first?.assignedOn}".`,
    "11 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});

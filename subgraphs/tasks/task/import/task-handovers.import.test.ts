import sql from "sql-template-tag";
import { writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import {
  admin,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";
import { importTaskHandovers } from "./task-handovers.import";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
  for (const [code, lead] of Object.entries({ "BG-1": "F00001", "BG-2": "F00001", "BG-3": "F00001" })) {
    const { data } = await subgraph.execute(
      `mutation ($input: AssignTaskInput!) { assignTask(input: $input) { userErrors { message } } }`,
      {
        input: {
          ...{ code, title: "Việc", assignedBy: "CITY", leadOrganization: lead },
          ...{ assignedOn: "2025-05-05", dueOn: "2025-12-31" },
        },
      },
      { viewer: admin, now: "2025-05-05T12:00:00+07:00" },
    );
    expect(data).toEqual({ assignTask: { userErrors: [] } });
  }
});
afterAll(() => subgraph.close());

const take = (name: string, content: string, argv: string[] = []) =>
  importText(tasks, subgraph.url, content, { argv: ["--import", name, ...argv] });
const header = "Mã nhiệm vụ bàn giao,Cơ quan tiếp nhận,Ngày bàn giao,Lý do";
const file = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;
const handovers = () =>
  subgraph.database.rows(sql`
    SELECT t.code, c.previous_lead_organization_code AS "from", c.lead_organization_code AS "to",
      c.handed_over_on::text AS on, c.note, t.version, t.lead_organization_code AS lead
    FROM task_change c JOIN task t ON t.id = c.task_id WHERE c.kind = 'HANDED_OVER' AND t.code LIKE 'BG-%' ORDER BY c.id`);

it("hands over the tasks of a file, and none twice", async () => {
  const rows = file("BG-1,U00097,01/07/2025,Biên bản 1", "BG-2,U00097,,Biên bản 2");
  expect((await take("task-handovers", rows, ["--dry-run"])).lines.join("\n")).toContain("2 changed");
  expect(await handovers()).toEqual([]);
  expect((await take("task-handovers", rows)).lines).toEqual([
    "task-handovers: 2 rows: 0 inserted, 2 changed, 0 unchanged; all taken in.",
  ]);
  const passed = { from: "F00001", to: "U00097", lead: "U00097", version: 2 };
  const expected = [
    { code: "BG-1", ...passed, on: "2025-07-01", note: "Biên bản 1" },
    { code: "BG-2", ...passed, on: "2025-11-14", note: "Biên bản 2" },
  ];
  expect(await handovers()).toEqual(expected);
  expect((await take("task-handovers", rows)).lines).toEqual([
    "task-handovers: 2 rows: 0 inserted, 0 changed, 2 unchanged; nothing changed.",
  ]);
  expect(await handovers()).toEqual(expected);
  const { data } = await subgraph.execute(
    `{ before: taskStats(asOf: "2025-11-13", filter: { search: "BG-" }, groupBy: [LEAD_ORGANIZATION]) { ...Rows }
       after: taskStats(asOf: "2025-11-14", filter: { search: "BG-" }, groupBy: [LEAD_ORGANIZATION]) { ...Rows } }
     fragment Rows on TaskStats { rows { leadOrganization { code } measures { assigned } } }`,
  );
  const row = (code: string, assigned: number) => ({ leadOrganization: { code }, measures: { assigned } });
  expect(data).toEqual({
    before: { rows: [row("F00001", 3)] },
    after: { rows: [row("F00001", 1), row("U00097", 2)] },
  });
});

it("leaves the lead of a file's tasks unchanged, and explains how it changes", async () => {
  const tasksFile = (lead: string) =>
    `code,title,assigned by,lead organization,assigned on,due on,completed on\nBG-1,Việc,CITY,${lead},2025-05-05,2025-12-31,\n`;
  expect((await take("tasks", tasksFile("U00097"))).lines.join("\n")).toContain("1 unchanged");
  expect((await take("tasks", tasksFile("F00001"))).lines[0]).toMatch(
    /line 2, .*the organization that leads the task; a successor takes it over by the import task-handovers.*F00001.*the lead is U00097/,
  );
  const withCoordinators = (coordinators: string) =>
    tasksFile("U00097")
      .replace("lead organization", "lead organization,coordinating organizations")
      .replace("U00097", `U00097,${coordinators}`);
  expect((await take("tasks", withCoordinators("U00004; STC"))).lines.join("\n")).toContain("1 changed");
  expect((await take("tasks", withCoordinators("U00004; F00004").replace("BG-1", "BG-4"))).lines[1]).toMatch(
    /line 2, .*organizations that stood on the day of assignment.*got "U00004".*U00004 stands from 2025-07-01 on/,
  );
  const done = tasksFile("F00001").replace("BG-1", "BG-3").replace(/,\n$/, ",2025-11-03\n");
  expect((await take("tasks", done)).lines[0]).toMatch(
    /line 2, .*a day on which the lead stood, or that it was handed over first.*2025-11-03.*F00001 stood until 2025-06-30; after it acts U00097/,
  );
});

it("reports every bad row and changes nothing", async () => {
  const before = await handovers();
  const done = await subgraph.database.row<{ code: string }>(
    sql`SELECT min(code) AS code FROM task WHERE completed_on IS NOT NULL`,
  );
  const { code, lines } = await take(
    "task-handovers",
    file(
      "BG-3,U00097,30/06/2025,Lý do",
      "TW-0000-000,U00097,,Lý do",
      `${done.code},U00097,,Lý do`,
      "BG-1,U00004,,Lý do",
    ),
  );
  expect(code).toBe(1);
  expect(lines.slice(0, -1).map((line) => line.replace(/^line (\d+), [^:]*: /, "$1 "))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /a day on which the successor stood.*2025-06-30.*U00097 stands from 2025-07-01 on; before it acted F00001/,
      ),
      expect.stringMatching(/the code of a known task.*TW-0000-000/),
      expect.stringMatching(/a task under way/),
      expect.stringMatching(
        /a successor of the task's lead.*U00004.*the lead is U00097, and its successors are none/,
      ),
    ]),
  );
  const cells = await take("task-handovers", file("BG-3,U00097,15/11/2025,Lý do", "BG-3,,,"));
  expect(cells.lines.join("\n")).toMatch(/a day up to today, 2025-11-14[\s\S]*/);
  expect(await handovers()).toEqual(before);
});

it("prints a template in its own header", () => {
  expect(writeTemplate(importTaskHandovers, { language: "vi" })).toContain(header);
});

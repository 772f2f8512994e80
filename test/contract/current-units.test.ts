import sql from "sql-template-tag";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { importText } from "../support/subgraph/import-text";
import { admin, openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * The 126 wards and communes, and their authorities, came to be on 1 July 2025, most under codes that named another unit
 * before. Whoever names one of a day on which it did not stand is refused, and told who came before or after.
 */

const opened = new Map<Subgraph, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of [tasks, procedures, innovation, infrastructure])
    opened.set(subgraph, await openTestSubgraph(subgraph));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});
const of = (subgraph: Subgraph) => {
  const found = opened.get(subgraph);
  if (found === undefined) throw new Error("Expected an open sector.");
  return found;
};

const dossier = (organization: string, unit: string, day: string) =>
  "code,procedure,organization,unit,channel,applicant,status,received at,due at,digitised,electronic result,payment\n" +
  `H26.15-250503-0001,1.000001,${organization},${unit},ONLINE,CITIZEN,REGISTERED,${day} 08:00,${day} 17:00,no,no,NONE\n`;
const task = (lead: string, coordinators: string, day: string) =>
  `code,title,assigned by,lead organization,coordinating organizations,assigned on,due on\nX-1,Việc,CITY,${lead},${coordinators},${day},2026-12-31\n`;

const former = "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)";
const then = "on 2025-05-03 it was Trúc Bạch, now 00004 (Ba Đình)";

const files: [name: string, of: string, content: string, got: string, subgraph: Subgraph][] = [
  ["dossiers", "a former unit", dossier("STP", "00001", "2025-11-03"), former, procedures],
  ["dossiers", "a unit of another day", dossier("STP", "00004", "2025-05-03"), then, procedures],
  [
    "dossiers",
    "an authority of another day",
    dossier("U00004", "", "2025-05-03"),
    "on 2025-05-03 it was Trúc Bạch, now U00004 (Ba Đình)",
    procedures,
  ],
  [
    "dossiers",
    "the authority of a former unit",
    dossier("U00001", "", "2025-11-03"),
    "until 2025-06-30 it was Phúc Xá, now U00097 (Hồng Hà)",
    procedures,
  ],
  [
    "service-points",
    "a former unit",
    "code,name,unit,connected\nD00001,Điểm,00001,yes\n",
    former,
    procedures,
  ],
  [
    "coverage-5g",
    "a unit of another month",
    "unit,month,stations,population covered\n00004,2025-06,1,1\n",
    "on 2025-06-01 it was Trúc Bạch, now 00004 (Ba Đình)",
    innovation,
  ],
  ["enterprises", "a former unit", "name,unit,innovating\nA,00001,yes\n", former, innovation],
  [
    "observations",
    "a unit of another quarter",
    "indicator,period,value,area\ndossiers.received,2025-Q2,5,00004\n",
    "on 2025-06-30 it was Trúc Bạch, now 00004 (Ba Đình)",
    innovation,
  ],
  [
    "observations",
    "an authority of another day",
    "indicator,period,value,area,organization\ndossiers.received,2025-05-03,5,01,U00004\n",
    "on 2025-05-03 it was Trúc Bạch, now U00004 (Ba Đình)",
    innovation,
  ],
  [
    "readiness",
    "a former unit",
    "unit,criterion,assessed on,meets\n00001,LAN,2025-11-03,yes\n",
    former,
    infrastructure,
  ],
  [
    "tasks",
    "a lead of another day",
    task("U00004", "", "2025-05-03"),
    "U00004 stands from 2025-07-01 on; before it acted F00004 (Ủy ban nhân dân phường Trúc Bạch, quận Ba Đình)",
    tasks,
  ],
  [
    "tasks",
    "a coordinator that stands no more",
    task("SKHCN", "F00001", "2025-11-03"),
    "F00001 stood until 2025-06-30; after it acts U00097 (Ủy ban nhân dân phường Hồng Hà)",
    tasks,
  ],
];

it.each(files)("the import %s refuses %s", async (name, _, content, got, subgraph) => {
  const { code, lines } = await importText(subgraph, of(subgraph).url, content, { argv: ["--import", name] });
  expect([code, lines.join("\n")]).toEqual([1, expect.stringContaining(got)]);
});

it("takes a figure of a year in which the unit came to be, of the whole city at any time, and of the day itself", async () => {
  const rows = ["2025,5,00004,", "2024,5,01,", "2025-07-01,5,00004,U00004"];
  const { lines } = await importText(
    innovation,
    of(innovation).url,
    `indicator,period,value,area,organization\n${rows.map((row) => `dossiers.received,${row}\n`).join("")}`,
    { argv: ["--import", "observations", "--dry-run"] },
  );
  expect(lines.join("\n")).toContain("3 rows: would be 3 inserted");
});

const mutations: [name: string, call: string, got: string, subgraph: Subgraph][] = [
  [
    "recordServicePoint",
    `recordServicePoint(input: { code: "D00001", name: "A", unit: "00001", connected: true })`,
    former,
    procedures,
  ],
  [
    "registerEnterprise",
    `registerEnterprise(input: { name: "A", kinds: [], unit: "00001", innovating: true })`,
    former,
    innovation,
  ],
  [
    "recordObservation",
    `recordObservation(input: { indicator: "dossiers.received", period: "2025-05-03", value: "5", unit: "00004" })`,
    then,
    innovation,
  ],
  [
    "assignTask",
    `assignTask(input: { code: "X-1", title: "Việc", assignedBy: CITY, leadOrganization: "U00004",
      assignedOn: "2025-05-03", dueOn: "2026-12-31" })`,
    "U00004 stands from 2025-07-01 on; before it acted F00004",
    tasks,
  ],
];

it.each(mutations)("the mutation %s says so too", async (name, call, got, subgraph) => {
  const { data, errors } = await of(subgraph).execute(
    `mutation { ${call} { userErrors { message } } }`,
    {},
    { viewer: admin },
  );
  expect(errors).toEqual([]);
  const payload = data?.[name] as { userErrors: { message: string }[] } | undefined;
  expect(payload?.userErrors.map(({ message }) => message)).toEqual([expect.stringContaining(got)]);
});

it("has nobody lead or coordinate a task before it stands, or after", async () => {
  const { database } = of(tasks);
  const acting = await database.rows<{ code: string; kind: string }>(sql`
    SELECT t.code, o.kind FROM task t
    JOIN task_state s ON s.task_id = t.id JOIN organization o ON o.code = s.lead_organization_code
    WHERE s.known_from < o.existed_from OR s.completed_on > o.existed_until
      OR (s.completed_on IS NULL AND s.known_until - 1 > o.existed_until)
    UNION ALL
    SELECT t.code, o.kind FROM task t
    JOIN task_coordinator c ON c.task_id = t.id JOIN organization o ON o.code = c.organization_code
    WHERE t.assigned_on < o.existed_from OR coalesce(t.completed_on, 'infinity') > o.existed_until`);
  expect(acting).toEqual([]);
  const passed = await database.rows<{ day: string }>(sql`
    SELECT DISTINCT handed_over_on::text AS day FROM task_change WHERE kind = 'HANDED_OVER'`);
  expect(passed).toEqual([{ day: "2025-07-01" }]);
});

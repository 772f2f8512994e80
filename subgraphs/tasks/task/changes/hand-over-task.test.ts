import sql from "sql-template-tag";
import { readGlobalId } from "../../../../shared/base/text/global-id";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  type Answer,
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

/* Phúc Xá, F00001, existed until 2025-06-30 and is part of Hồng Hà, U00097, since; Cống Vị, F00007, was split. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const noon = (day: string) => `${day}T12:00:00+07:00`;

interface Payload {
  task: Record<string, unknown> | null;
  userErrors: { code: string; message: string; field: string[] }[];
}

const shown = "id version leadOrganization { code } coordinatingOrganizations { code }";
async function mutate(
  operation: string,
  input: object,
  { on = "2025-07-10", viewer = admin }: { on?: string; viewer?: Viewer } = {},
): Promise<Payload & { errors: Answer["errors"] }> {
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { answer: ${operation}(input: $input) { task { ${shown} } userErrors { code message field } } }`,
    { input },
    { viewer, now: noon(on) },
  );
  return { ...((data?.answer ?? { task: null, userErrors: [] }) as Payload), errors };
}

let number = 0;
/** A task that was assigned to a former authority in its time, and is not completed. */
async function assigned(lead = "F00001", coordinators = ["STC", "SNV"]) {
  number += 1;
  const code = `BG-2025-${number}`;
  const { task } = await mutate(
    "assignTask",
    {
      ...{ code, title: "Việc chuyển tiếp", assignedBy: "CITY", leadOrganization: lead },
      ...{ coordinatingOrganizations: coordinators, assignedOn: "2025-05-05", dueOn: "2025-06-20" },
    },
    { on: "2025-05-05" },
  );
  return { code, task: String(task?.id), expectedVersion: 1 };
}

const keyOf = (id: string) => readGlobalId(id)?.key;

const reason = "Biên bản bàn giao số 01/BB-BG";
const everything = () =>
  subgraph.database.row<object>(sql`
    SELECT (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM task t) AS tasks,
      (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM task_change c) AS changes,
      (SELECT md5(string_agg(s::text, ',' ORDER BY task_id, known_from)) FROM task_state s) AS states,
      (SELECT md5(string_agg(c::text, ',' ORDER BY c::text)) FROM task_coordinator c) AS coordinators`);

it("passes to the successor, who leads it from that day on and coordinates no more", async () => {
  const { code, ...of } = await assigned("F00001", ["STC"]);
  // As an import could leave it: the later authority is a coordinator already.
  await subgraph.database.rows(sql`INSERT INTO task_coordinator VALUES (${keyOf(of.task)}, 'U00097')`);
  const input = { ...of, to: "U00097", handedOverOn: "2025-07-01", reason };
  const answer = await mutate("handOverTask", input, { viewer: editorOf("U00097") });
  expect(answer).toEqual({
    errors: [],
    userErrors: [],
    task: {
      ...{ id: of.task, version: 2 },
      ...{ leadOrganization: { code: "U00097" }, coordinatingOrganizations: [{ code: "STC" }] },
    },
  });
  const { data } = await subgraph.execute(
    `query ($filter: TaskFilter) {
      now: tasks(filter: $filter, asOf: "2025-07-10") { nodes { ...Shown } }
      before: tasks(filter: $filter, asOf: "2025-07-09") { nodes { ...Shown } }
      task(code: "${code}") { ...Shown }
    } fragment Shown on Task { leadOrganization { code } status daysOverdue
      handovers { recordedAt recordedBy handedOverOn from { code } to { code shortName } reason } }`,
    { filter: { search: code } },
    { now: noon("2025-07-11") },
  );
  const handovers = [
    {
      ...{ recordedAt: "2025-07-10T05:00:00.000Z", recordedBy: "editor-U00097" },
      ...{ handedOverOn: "2025-07-01", reason },
      ...{ from: { code: "F00001" }, to: { code: "U00097", shortName: "UBND phường Hồng Hà" } },
    },
  ];
  const passed = { leadOrganization: { code: "U00097" }, status: "OVERDUE", handovers };
  expect(data).toEqual({
    now: { nodes: [{ ...passed, daysOverdue: 20 }] },
    before: {
      nodes: [{ leadOrganization: { code: "F00001" }, status: "OVERDUE", daysOverdue: 19, handovers: [] }],
    },
    task: { ...passed, daysOverdue: 21 },
  });
});

it("counts for who led it on the day: statistics, series, warning lists, and who may change it", async () => {
  const of = await assigned("F00007", []);
  const to = "U00025";
  const handover = { task: of.task, expectedVersion: 1, to, reason };
  await mutate("handOverTask", handover, { viewer: editorOf("BCD57") });
  const leads = ["F00007", to];
  const { data } = await subgraph.execute(
    `query ($leads: [ID!]!) {
      before: taskStats(asOf: "2025-07-09", filter: { search: "${of.code}" }, groupBy: [LEAD_ORGANIZATION]) { rows { ...R } }
      after: taskStats(asOf: "2025-07-10", filter: { search: "${of.code}" }, groupBy: [LEAD_ORGANIZATION]) { rows { ...R } }
      leadsBefore: taskStats(asOf: "2025-07-09", filter: { leadOrganization: { in: $leads } }, groupBy: [LEAD_ORGANIZATION]) { rows { ...R } }
      leadsAfter: taskStats(asOf: "2025-07-10", filter: { leadOrganization: { in: $leads } }, groupBy: [LEAD_ORGANIZATION]) { rows { ...R } }
      former: organization(code: "F00007") { past: tasks(asOf: "2025-07-09") { totalCount } now: tasks { totalCount } taskStats { assigned } }
      successor: organization(code: "${to}") { past: taskStats(asOf: "2025-07-09") { assigned } taskStats { overdue } }
    } fragment R on TaskStatsRow { leadOrganization { code } measures { overdue } }`,
    { leads },
    { now: noon("2025-07-11") },
  );
  const rows = (code: string) => ({ rows: [{ leadOrganization: { code }, measures: { overdue: 1 } }] });
  expect(data).toMatchObject({
    ...{ before: rows("F00007"), after: rows(to), leadsBefore: rows("F00007"), leadsAfter: rows(to) },
    former: { past: { totalCount: 1 }, now: { totalCount: 0 }, taskStats: { assigned: 0 } },
    successor: { past: { assigned: 0 }, taskStats: { overdue: 1 } },
  });
  const listed = async (week: string) => {
    const { data: list } = await subgraph.execute(
      `{ warningList(week: "${week}") { entries { organization { code } overdueCount consecutiveWeeks } } }`,
      {},
      { now: noon("2025-07-21") },
    );
    const { warningList } = list as { warningList: { entries: { organization: { code: string } }[] } };
    return warningList.entries.filter(({ organization }) => leads.includes(organization.code));
  };
  expect([await listed("2025-W27"), await listed("2025-W28"), await listed("2025-W29")]).toEqual([
    [{ organization: { code: "F00007" }, overdueCount: 1, consecutiveWeeks: 3 }],
    [{ organization: { code: to }, overdueCount: 1, consecutiveWeeks: 1 }],
    [{ organization: { code: to }, overdueCount: 1, consecutiveWeeks: 2 }],
  ]);
  const report = { task: of.task, expectedVersion: 2, progress: 0.5 };
  expect(
    (await mutate("reportTaskProgress", report, { viewer: editorOf("F00007") })).userErrors,
  ).toMatchObject([{ code: "NOT_FOUND" }]);
  expect((await mutate("reportTaskProgress", report, { viewer: editorOf(to) })).userErrors).toEqual([]);
});

describe("is refused, with nothing changed, when", () => {
  it.each<[string, { task?: string; [field: string]: unknown }, string, string]>([
    [
      "the successor did not stand on the day",
      { handedOverOn: "2025-06-30" },
      "BAD_USER_INPUT",
      "handedOverOn: expected a day on which the successor stood; got 2025-06-30: U00097 stands from 2025-07-01 on; before it acted F00001 (Ủy ban nhân dân phường Phúc Xá, quận Ba Đình)",
    ],
    [
      "the day is to come",
      { handedOverOn: "2025-07-11" },
      "BAD_USER_INPUT",
      "handedOverOn: expected today, 2025-07-10, or before; got 2025-07-11.",
    ],
    [
      "the other is no successor",
      { to: "U00004" },
      "BAD_USER_INPUT",
      "to: expected a successor of F00001: U00097 (UBND phường Hồng Hà); got U00004.",
    ],
    [
      "it is one of another",
      { task: "split", to: "U00004" },
      "BAD_USER_INPUT",
      "to: expected a successor of F00007: U00008 (UBND phường Ngọc Hà), U00025 (UBND phường Giảng Võ); got U00004.",
    ],
    [
      "there is no such organization",
      { to: "U99999" },
      "NOT_FOUND",
      'to: expected the code of an organization; got "U99999".',
    ],
    ["nobody says why", { reason: " " }, "BAD_USER_INPUT", "reason: expected a reason; got a blank one."],
    [
      "it was decided on another version",
      { expectedVersion: 7 },
      "STALE_VERSION",
      "expectedVersion: expected the present version, 1; got 7.",
    ],
    [
      "there is no such task",
      { task: "Task:999999" },
      "NOT_FOUND",
      'task: expected the id of a task that you may change; got "Task:999999".',
    ],
  ])("%s", async (_, { task, ...invalid }, code, message) => {
    const { code: _code, ...of } = await assigned(task === "split" ? "F00007" : "F00001");
    const named = task === undefined || task === "split" ? {} : { task };
    const before = await everything();
    const answer = await mutate("handOverTask", { ...of, to: "U00097", reason, ...named, ...invalid });
    expect(answer.userErrors).toEqual([
      { code, message: expect.stringContaining(message), field: ["input", message.split(":")[0]] },
    ]);
    expect(await everything()).toEqual(before);
  });

  it("the lead still exists and has no successor, and when the task is done", async () => {
    const { code: _code, ...of } = await assigned("SKHCN", []);
    expect((await mutate("handOverTask", { ...of, to: "STC", reason })).userErrors).toEqual([
      {
        code: "ILLEGAL_CHANGE",
        message: "task: expected a task whose lead has a successor; SKHCN has none.",
        field: ["input", "task"],
      },
    ]);
    const done = await assigned();
    await mutate(
      "completeTask",
      { task: done.task, expectedVersion: 1, completedOn: "2025-06-12" },
      { on: "2025-06-12" },
    );
    const { userErrors } = await mutate("handOverTask", {
      ...{ task: done.task, expectedVersion: 2, to: "U00097", reason },
    });
    expect(userErrors.map(({ message }) => message)).toEqual([
      `task: expected a task under way; ${done.code} was completed on 2025-06-12.`,
    ]);
  });

  it.each([
    ["the former authority asks, which acts no more", editorOf("F00001")],
    ["an authority asks for another", editorOf("U00004")],
    ["the department of the task's subject asks", editorOf("STC")],
  ])("%s", async (_, viewer) => {
    const { code: _code, ...of } = await assigned();
    const before = await everything();
    const { errors } = await mutate("handOverTask", { ...of, to: "U00097", reason }, { viewer });
    expect(errors).toMatchObject([
      { code: "FORBIDDEN", message: expect.stringContaining("An editor of U00097 or BCD57 is needed") },
    ]);
    expect(await everything()).toEqual(before);
  });
});

it("is required before a completion after the lead's end", async () => {
  const { code: _code, ...of } = await assigned();
  const complete = { task: of.task, completedOn: "2025-07-08" };
  expect((await mutate("completeTask", { ...complete, expectedVersion: 1 })).userErrors).toMatchObject([
    {
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(
        "it was handed over first; got 2025-07-08: F00001 stood until 2025-06-30;",
      ),
    },
  ]);
  await mutate("handOverTask", { ...of, to: "U00097", reason });
  expect((await mutate("completeTask", { ...complete, expectedVersion: 2 })).userErrors).toEqual([]);
});

it("has one effect for one key, and one of two at once", async () => {
  const { code: _one, ...first } = await assigned();
  const input = { ...first, to: "U00097", reason, idempotencyKey: "once" };
  const answers = await Promise.all(Array.from({ length: 3 }, () => mutate("handOverTask", input)));
  expect(answers).toEqual(Array(3).fill({ ...answers[0], userErrors: [] }));
  const { code: _other, ...second } = await assigned();
  const both = await Promise.all(
    [1, 2].map(() => mutate("handOverTask", { ...second, to: "U00097", reason })),
  );
  expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(["STALE_VERSION"]);
  const { changes } = await subgraph.database.row<{ changes: number }>(sql`
    SELECT count(*)::int AS changes FROM task_change
    WHERE kind = 'HANDED_OVER' AND task_id IN (${keyOf(first.task)}, ${keyOf(second.task)})`);
  expect(changes).toBe(2);
});

it("forgets the former lead's day when it passes on the day that it was entered", async () => {
  number += 1;
  const code = `BG-2025-${number}`;
  const { task } = await mutate("assignTask", {
    ...{ code, title: "Việc vào sổ muộn", assignedBy: "CITY", leadOrganization: "F00013" },
    ...{ assignedOn: "2025-05-05", dueOn: "2025-12-31" },
  });
  await mutate("handOverTask", { task: task?.id, expectedVersion: 1, to: "U00004", reason });
  const { data } = await subgraph.execute(
    `{ former: organization(code: "F00013") { taskStats { assigned } } successor: organization(code: "U00004") { taskStats { assigned } } }`,
    {},
    { now: noon("2025-07-11") },
  );
  expect(data).toEqual({
    former: { taskStats: { assigned: 0 } },
    successor: { taskStats: { assigned: expect.any(Number) } },
  });
  const left = await subgraph.database.rows(sql`
    SELECT FROM task_state WHERE lead_organization_code = 'F00013' AND completed_on IS NULL AND known_until > '2025-07-10'`);
  expect(left).toEqual([]);
});

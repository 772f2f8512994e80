import sql from "sql-template-tag";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const editor = editorOf("SKHCN");
const payload = `{ userErrors { code message field }
  task { id code version status progress dueOn originalDueOn completedOn origin extensions { from to reason decidedBy } progressReports { nodes { progress note reportedBy } } } }`;

function mutate(operation: string, input: object, viewer: Viewer = editor): Promise<Answer> {
  const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}Input`;
  return subgraph.execute(
    `mutation ($input: ${type}!) { ${operation}(input: $input) ${payload} }`,
    { input },
    { viewer },
  );
}

interface Payload {
  task: { id: string; version: number } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

const payloadOf = (answer: Answer): Payload => Object.values(answer.data ?? {})[0] as Payload;

let number = 0;
const newTask = () => {
  number += 1;
  return {
    code: `SK-2025-${number}`,
    title: "Một nhiệm vụ mới",
    assignedBy: "CITY",
    leadOrganization: "SKHCN",
    coordinatingOrganizations: ["STC"],
    assignedOn: "2025-11-10",
    dueOn: "2025-11-12",
  };
};

async function assigned(): Promise<{ id: string; version: number }> {
  const { task } = payloadOf(await mutate("assignTask", newTask()));
  if (!task) throw new Error("Expected the task to be assigned.");
  return task;
}

/** Numbers of rows in the tables that a change can write. */
async function rowCounts(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT count(*) FROM task) AS tasks, (SELECT sum(version) FROM task) AS versions,
      (SELECT count(*) FROM task_change) AS changes, (SELECT count(*) FROM task_state) AS states,
      (SELECT count(*) FROM task_coordinator) AS coordinators, (SELECT count(*) FROM idempotency_key) AS keys`);
}

it("leads a task from assignment through report and extension to completion, each known from its day on", async () => {
  const { id } = await assigned();
  await mutate(
    "reportTaskProgress",
    { task: id, progress: 0.4, note: "nearly", expectedVersion: 1 },
    editorOf("STC"),
  );
  await mutate("extendTaskDeadline", {
    task: id,
    dueOn: "2025-12-01",
    reason: "Bổ sung",
    expectedVersion: 2,
  });
  const answer = await mutate("completeTask", { task: id, completedOn: "2025-11-14", expectedVersion: 3 });
  expect(answer).toMatchObject({
    errors: [],
    data: {
      completeTask: {
        userErrors: [],
        task: {
          version: 4,
          status: "COMPLETED_ON_TIME",
          progress: 1,
          originalDueOn: "2025-11-12",
          dueOn: "2025-12-01",
          completedOn: "2025-11-14",
          origin: "REPORTED",
          extensions: [
            { from: "2025-11-12", to: "2025-12-01", reason: "Bổ sung", decidedBy: "editor-SKHCN" },
          ],
          progressReports: { nodes: [{ progress: 0.4, note: "nearly", reportedBy: "editor-STC" }] },
        },
      },
    },
  });
  const { data } = await subgraph.execute(
    `query ($id: ID!) { task(id: $id) { before: status(asOf: "2025-11-12") late: status(asOf: "2025-11-13") after: status(asOf: "2025-11-14") } }`,
    { id },
  );
  expect(data).toEqual({ task: { before: "IN_PROGRESS", late: "OVERDUE", after: "COMPLETED_ON_TIME" } });
});

describe("a change is refused, with nothing changed, when", () => {
  it.each([
    ["the deadline comes before the assignment", { dueOn: "2025-11-09" }, "BAD_USER_INPUT", "dueOn"],
    [
      "the assignment is in the future",
      { assignedOn: "2025-11-15", dueOn: "2025-11-20" },
      "BAD_USER_INPUT",
      "assignedOn",
    ],
    [
      "a coordinating organization is unknown",
      { coordinatingOrganizations: ["STC", "XYZ"] },
      "NOT_FOUND",
      "coordinatingOrganizations",
    ],
    [
      "the lead coordinates itself",
      { coordinatingOrganizations: ["SKHCN"] },
      "BAD_USER_INPUT",
      "coordinatingOrganizations",
    ],
    ["the code is another task's", { code: "TW-2025-001" }, "ALREADY_EXISTS", "code"],
    ["the code would break a line", { code: "A\nB" }, "BAD_USER_INPUT", "code"],
    ["the title is blank", { title: "  " }, "BAD_USER_INPUT", "title"],
    ["a text holds a NUL", { work: "a\u0000b" }, "BAD_USER_INPUT", "work"],
    ["the key result is unknown", { keyResult: "KR-NONE" }, "NOT_FOUND", "keyResult"],
  ])("%s", async (_, invalid, code, field) => {
    const before = await rowCounts();
    const { task, userErrors } = payloadOf(
      await mutate("assignTask", { ...newTask(), ...invalid, idempotencyKey: "k" }),
    );
    expect([task, userErrors.map((error) => [error.code, error.field])]).toEqual([
      null,
      [[code, ["input", field]]],
    ]);
    expect(await rowCounts()).toEqual(before);
  });

  it("its organization is unknown, which only an admin gets to see", async () => {
    const input = { ...newTask(), leadOrganization: "XYZ" };
    expect((await mutate("assignTask", input)).errors).toMatchObject([{ code: "FORBIDDEN" }]);
    const { userErrors } = payloadOf(
      await mutate("assignTask", input, { subject: "a", role: "admin", organization: null }),
    );
    expect(userErrors).toEqual([
      {
        code: "NOT_FOUND",
        field: ["input", "leadOrganization"],
        message: "leadOrganization: expected the code of an organization; got XYZ.",
      },
    ]);
  });

  it.each([
    ["reportTaskProgress", { progress: 1.01 }, "BAD_USER_INPUT", "progress"],
    ["reportTaskProgress", { progress: -0.01 }, "BAD_USER_INPUT", "progress"],
    [
      "reportTaskProgress",
      { progress: 0.5, evidenceUrl: "javascript:alert(1)" },
      "BAD_USER_INPUT",
      "evidenceUrl",
    ],
    [
      "reportTaskProgress",
      { progress: 0.5, evidenceUrl: "https://lan:secret@example.invalid/" },
      "BAD_USER_INPUT",
      "evidenceUrl",
    ],
    ["reportTaskProgress", { progress: 0.5, note: "a\ud800" }, "BAD_USER_INPUT", "note"],
    ["completeTask", { completedOn: "2025-11-15" }, "BAD_USER_INPUT", "completedOn"],
    ["completeTask", { completedOn: "2025-11-09" }, "BAD_USER_INPUT", "completedOn"],
    ["extendTaskDeadline", { dueOn: "2025-11-12", reason: "x" }, "BAD_USER_INPUT", "dueOn"],
    ["extendTaskDeadline", { dueOn: "2025-12-12", reason: " " }, "BAD_USER_INPUT", "reason"],
    ["completeTask", { completedOn: "2025-11-14", expectedVersion: 7 }, "STALE_VERSION", "expectedVersion"],
    ["completeTask", { completedOn: "2025-11-14", task: "Task:abc" }, "NOT_FOUND", "task"],
  ])("%s %j", async (operation, invalid, code, field) => {
    const { id } = await assigned();
    const before = await rowCounts();
    const { task, userErrors } = payloadOf(
      await mutate(operation, { task: id, expectedVersion: 1, ...invalid }),
    );
    expect([task, userErrors.map((error) => [error.code, error.field])]).toEqual([
      null,
      [[code, ["input", field]]],
    ]);
    expect(await rowCounts()).toEqual(before);
  });

  it.each([
    ["17", "Task:17"],
    ["Organization:SKHCN", "Task"],
    ["Task:", "Task"],
  ])("its task is named by %s, which is no id of a task", async (task, named) => {
    const before = await rowCounts();
    const answer = await mutate("completeTask", { task, completedOn: "2025-11-14", expectedVersion: 1 });
    expect(answer).toMatchObject({
      data: { completeTask: null },
      errors: [{ code: "BAD_USER_INPUT", message: expect.stringContaining(named) }],
    });
    expect(await rowCounts()).toEqual(before);
  });

  it("the task is completed already", async () => {
    const { id } = await assigned();
    await mutate("completeTask", { task: id, completedOn: "2025-11-14", expectedVersion: 1 });
    const { userErrors } = payloadOf(
      await mutate("reportTaskProgress", { task: id, progress: 0.5, expectedVersion: 2 }),
    );
    expect(userErrors.map((error) => error.code)).toEqual(["ILLEGAL_CHANGE"]);
  });

  it.each<[string, Viewer, string]>([
    ["nobody is signed in", { subject: null, role: "public", organization: null }, "UNAUTHENTICATED"],
    ["an analyst asks", { subject: "a", role: "analyst", organization: null }, "FORBIDDEN"],
  ])("%s", async (_, viewer, code) => {
    const { id } = await assigned();
    const before = await rowCounts();
    const answer = await mutate(
      "completeTask",
      { task: id, completedOn: "2025-11-14", expectedVersion: 1 },
      viewer,
    );
    expect([answer.data, answer.errors.map((error) => error.code)]).toEqual([{ completeTask: null }, [code]]);
    expect(await rowCounts()).toEqual(before);
  });

  it.each([
    ["an editor of another organization asks", editorOf("STP")],
    ["an editor of a coordinating organization completes", editorOf("STC")],
  ])("%s, as if the task did not exist", async (_, viewer) => {
    const { id } = await assigned();
    const before = await rowCounts();
    const answers = [];
    for (const task of [id, "Task:987654321"]) {
      const { data, errors } = await mutate(
        "completeTask",
        { task, completedOn: "2025-11-14", expectedVersion: 1 },
        viewer,
      );
      answers.push(JSON.stringify([data, errors]).replaceAll(`${task}\\"`, 'ID\\"'));
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain("NOT_FOUND");
    expect(await rowCounts()).toEqual(before);
  });
});

it("shows each of two changes in one request as it left the task", async () => {
  const { id } = await assigned();
  const change = (name: string, dueOn: string, version: number) => `${name}: extendTaskDeadline(input: {
    task: "${id}", dueOn: "${dueOn}", reason: "x", expectedVersion: ${version} }) { task { extensions { to } } }`;
  const { data } = await subgraph.execute(
    `mutation { ${change("first", "2025-12-01", 1)} ${change("second", "2025-12-02", 2)} }`,
    {},
    { viewer: editor },
  );
  expect(data).toEqual({
    first: { task: { extensions: [{ to: "2025-12-01" }] } },
    second: { task: { extensions: [{ to: "2025-12-01" }, { to: "2025-12-02" }] } },
  });
});

describe("two at once", () => {
  it("with one key have one effect and the same answer", async () => {
    const input = { ...newTask(), idempotencyKey: "twice" };
    const before = (await rowCounts()) as { tasks: string };
    const answers = await Promise.all(Array.from({ length: 4 }, () => mutate("assignTask", input)));
    const after = (await rowCounts()) as { tasks: string };
    expect(Number(after.tasks) - Number(before.tasks)).toBe(1);
    expect(answers.map(payloadOf)).toEqual(Array(4).fill(payloadOf(answers[0] as Answer)));
    expect(payloadOf(await mutate("assignTask", input))).toEqual(payloadOf(answers[0] as Answer));
    const other = payloadOf(await mutate("assignTask", { ...input, title: "Khác" }));
    expect(other.userErrors.map((error) => error.code)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("on one version have one effect; the other is refused as stale", async () => {
    const { id } = await assigned();
    const report = (progress: number) =>
      mutate("reportTaskProgress", { task: id, progress, expectedVersion: 1 });
    const payloads = (await Promise.all([report(0.1), report(0.2), report(0.3)])).map(payloadOf);
    expect(payloads.filter(({ task }) => task?.version === 2)).toHaveLength(1);
    expect(payloads.flatMap(({ userErrors }) => userErrors.map((error) => error.code))).toEqual([
      "STALE_VERSION",
      "STALE_VERSION",
    ]);
  });

  it("a key is its sender's: the same text from another viewer is another key", async () => {
    const first = payloadOf(await mutate("assignTask", { ...newTask(), idempotencyKey: "mine" }));
    const input = {
      ...newTask(),
      leadOrganization: "STC",
      coordinatingOrganizations: [],
      idempotencyKey: "mine",
    };
    const second = payloadOf(await mutate("assignTask", input, editorOf("STC")));
    expect(second.userErrors).toEqual([]);
    expect(second.task?.id).not.toBe(first.task?.id);
  });
});

import fc from "fast-check";
import sql from "sql-template-tag";
import { addDays, startOf } from "../../../shared/base/clock/calendar-day";
import { globalId } from "../../../shared/base/text/global-id";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";
import { AssigningAuthority, Task } from "./task";
import { TaskChange, TaskChangeKind } from "./task-change";
import { daysOverdueAt, deriveTaskStates, statusAt, TaskState, TaskStatus } from "./task-state";

describe("the status at the end of a day", () => {
  const open = { dueOn: "2025-11-14", completedOn: null };
  it.each([
    [open, "2025-11-14", TaskStatus.IN_PROGRESS, 0],
    [open, "2025-11-15", TaskStatus.OVERDUE, 1],
    [open, "2026-01-01", TaskStatus.OVERDUE, 48],
    [{ dueOn: "2025-11-14", completedOn: "2025-11-14" }, "2025-12-01", TaskStatus.COMPLETED_ON_TIME, 0],
    [{ dueOn: "2025-11-14", completedOn: "2025-11-15" }, "2025-12-01", TaskStatus.COMPLETED_LATE, 0],
  ])("of %j on %s is %s", (state, day, status, days) => {
    expect([statusAt(state, day), daysOverdueAt(state, day)]).toEqual([status, days]);
  });
});

describe("what was known on a day", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(tasks);
  });
  afterAll(() => subgraph.close());

  const firstDay = "2025-03-01";

  /** A random history of a task: which change on which day, at which minute of it. */
  const life = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 30 }),
      minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      kind: fc.constantFrom(TaskChangeKind.EXTENDED, TaskChangeKind.COMPLETED, TaskChangeKind.REOPENED),
      dueIn: fc.integer({ min: 1, max: 60 }),
    }),
    { maxLength: 8 },
  );

  it("equals a replay of the changes, for any history and any day", async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(life, fc.integer({ min: 0, max: 40 }), async (steps, askedIn) => {
        number += 1;
        const changes = [
          { day: 0, minute: 0, kind: TaskChangeKind.ASSIGNED, dueIn: 10 },
          ...steps.toSorted((left, right) => left.day - right.day || left.minute - right.minute),
        ].map(({ day, minute, kind, dueIn }) => ({
          kind,
          day: addDays(firstDay, day),
          minute,
          dueOn:
            kind === TaskChangeKind.EXTENDED || kind === TaskChangeKind.ASSIGNED
              ? addDays(firstDay, dueIn)
              : null,
          completedOn: kind === TaskChangeKind.COMPLETED ? addDays(firstDay, day) : null,
        }));
        const asOf = addDays(firstDay, askedIn);

        const model = { dueOn: "", completedOn: null as string | null };
        for (const change of changes.filter(({ day }) => day <= asOf)) {
          if (change.dueOn) model.dueOn = change.dueOn;
          model.completedOn = change.completedOn;
        }

        const taskId = await writeTask(subgraph, `TEST-${number}`, changes);
        const answer = await subgraph.execute(
          `query ($id: ID!, $asOf: Date!) { task(id: $id) { status(asOf: $asOf) daysOverdue(asOf: $asOf) } }`,
          { id: globalId("Task", taskId), asOf },
        );
        expect(answer.data).toEqual({
          task: { status: statusAt(model, asOf), daysOverdue: daysOverdueAt(model, asOf) },
        });
      }),
      { numRuns: 60 },
    );
  });

  it("is stored once for every day: states neither overlap nor leave a gap", async () => {
    const rows = await subgraph.database.rows<{ broken: number }>(sql`
      SELECT count(*)::int AS broken FROM (
        SELECT known_until, lead(known_from, 1, 'infinity') OVER (PARTITION BY task_id ORDER BY known_from) AS next
        FROM task_state) AS state WHERE known_until <> next`);
    expect(rows).toEqual([{ broken: 0 }]);
  });

  it("cannot be rewritten: the history refuses changes", async () => {
    const attempts = [
      sql`UPDATE task_change SET due_on = now()`,
      sql`DELETE FROM task_change`,
      sql`TRUNCATE task_change`,
    ];
    const outcomes = await Promise.allSettled(attempts.map((attempt) => subgraph.database.rows(attempt)));
    expect(
      outcomes.map((outcome) => outcome.status === "rejected" && String(outcome.reason.message)),
    ).toEqual(Array(3).fill("task_change is only ever added to"));
  });

  async function writeTask(
    { database }: TestSubgraph,
    code: string,
    changes: {
      kind: TaskChangeKind;
      day: string;
      minute: number;
      dueOn: string | null;
      completedOn: string | null;
    }[],
  ): Promise<string> {
    const dueOn = addDays(firstDay, 10);
    const { identifiers } = await database.repository(Task).insert({
      code,
      title: "A task of a test",
      assignedBy: AssigningAuthority.CITY,
      leadOrganizationCode: "SKHCN",
      assignedOn: firstDay,
      originalDueOn: dueOn,
      dueOn,
      completedOn: null,
      origin: DataOrigin.SYNTHETIC,
    });
    const taskId = String(identifiers[0]?.id);
    await database.repository(TaskChange).insert(
      changes.map(({ kind, day, minute, dueOn, completedOn }) => ({
        taskId,
        kind,
        changedAt: new Date(startOf(day).getTime() + minute * 60_000),
        changedBy: "test",
        dueOn,
        previousDueOn: null,
        completedOn,
      })),
    );
    await deriveTaskStates(database, sql`${taskId}`);
    expect(await database.repository(TaskState).countBy({ taskId })).toBeGreaterThan(0);
    return taskId;
  }
});

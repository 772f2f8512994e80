import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { serveTestSubgraph, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { deadlineHeader } from "./deadline-header";

let served: TestServed;

beforeEach(async () => {
  served = await serveTestSubgraph(tasks);
  await served.subgraph.database.rows(sql`
    UPDATE task SET completed_on = NULL, progress = 0.125, version = 1 WHERE id = 1`);
});
afterEach(() => served.close());

const change = `mutation { reportTaskProgress(input: { task: "Task:1", expectedVersion: 1, progress: 0.75 }) {
  task { progress } userErrors { code } } }`;

async function progress(): Promise<number> {
  const { value } = await served.subgraph.database.row<{ value: string }>(sql`
    SELECT progress::text AS value FROM task WHERE id = 1`);
  return Number(value);
}

/** Waits until a statement of the subgraph waits for the row; the test's own time limit ends what never comes. */
async function untilItWaits(): Promise<void> {
  const waiting = sql`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await served.subgraph.database.rows(waiting)).length === 0) await sleep(5);
}

/** Has the task's row held by somebody else while `work` is done. */
function whileHeld(work: () => Promise<void>): Promise<void> {
  return served.subgraph.database.transaction(async (transaction) => {
    await transaction.rows(sql`SELECT FROM task WHERE id = 1 FOR UPDATE`);
    await work();
  });
}

test("a change goes on when its caller has gone, and is made", async () => {
  const leaving = new AbortController();
  await whileHeld(async () => {
    const answer = served.ask(change, { signal: leaving.signal }).catch((error: Error) => error.name);
    await untilItWaits();
    leaving.abort();
    expect(await answer).toBe("AbortError");
  });
  while ((await progress()) !== 0.75) await sleep(5);
});

test("a change whose time is up before it is made is not made, and says so", async () => {
  await whileHeld(async () => {
    const answer = await served.ask(change, { headers: { [deadlineHeader]: "200" } });
    expect(answer).toMatchObject({ status: 504, errors: [{ extensions: { code: "QUERY_TIMEOUT" } }] });
  });
  expect(await progress()).toBe(0.125);
  expect(await served.ask(change)).toMatchObject({ data: { reportTaskProgress: { userErrors: [] } } });
});

test("a change that was made, and whose answer becomes too much, does not read as one that was not", async () => {
  const small = await serveTestSubgraph(tasks, { maxObjects: 1 });
  try {
    await small.subgraph.database.rows(sql`UPDATE task SET completed_on = NULL, version = 1 WHERE id = 1`);
    const answer = await small.ask(
      change.replace(
        "task { progress }",
        "task { leadOrganization { tasks(first: 50) { nodes { code } } } }",
      ),
    );
    expect(answer).toMatchObject({ status: 504, errors: [{ extensions: { code: "OUTCOME_UNKNOWN" } }] });
    expect(await small.subgraph.database.rows(sql`SELECT version FROM task WHERE id = 1`)).toEqual([
      { version: 2 },
    ]);
  } finally {
    await small.close();
  }
});

import sql from "sql-template-tag";
import { withColumnStore } from "../../../../test/support/database/with-column-store";
import { expectTruthOf } from "../../../../test/support/statistics/cube-truth";
import { liveOn } from "../../../../test/support/statistics/random-tasks";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";
import { taskCube } from "../task.cube";
import { deriveTaskStates } from "../task-state";

/* Any query of tasks, of any day, has the answer that follows from their states, from either engine and after any change. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
  await liveOn(subgraph.database);
});
afterAll(() => subgraph.close());

const now = new Date("2026-03-01T05:00:00Z");
const days = ["2025-01-31", "2025-06-30", "2025-07-01", "2025-09-30", "2025-11-14", "2026-02-28"];

it("in PostgreSQL", async () => {
  const { database, statistics } = subgraph;
  await expectTruthOf({ cube: taskCube, statistics, database, now, questions: 150, days });
}, 180_000);

it("in the column store, as tasks are handed over, extended, completed and assigned, and their key results change", async () => {
  const { database, dataSource } = subgraph;
  await withColumnStore(taskCube, dataSource, async ({ store, statistics }) => {
    const check = () => expectTruthOf({ cube: taskCube, statistics, database, now, questions: 50, days });
    await check();
    for (const change of [
      sql`INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on)
        SELECT id, 'EXTENDED', '2026-02-20T03:00Z', 'test', due_on + 90, due_on FROM task WHERE id % 3 = 0`,
      sql`INSERT INTO task_change (task_id, kind, changed_at, changed_by, completed_on)
        SELECT id, 'COMPLETED', '2026-02-25T03:00Z', 'test', '2026-02-24' FROM task WHERE id % 4 = 0`,
      sql`INSERT INTO task_change (task_id, kind, changed_at, changed_by, previous_lead_organization_code,
          lead_organization_code, handed_over_on)
        SELECT id, 'HANDED_OVER', '2026-02-27T03:00Z', 'test', lead_organization_code, 'UBND', '2026-02-27'
        FROM task WHERE id % 5 = 0`,
      sql`UPDATE task SET key_result_code = 'KR-2026-DVC-1', person = NULL WHERE id % 6 = 0`,
      sql`UPDATE key_result SET objective_code = 'O-2026-KTS' WHERE code = 'KR-2026-DVC-1'`,
      sql`UPDATE organization SET axis = 'PARTY', kind = 'PARTY_BODY' WHERE code = 'STC'`,
    ]) {
      await database.transaction(async (transaction) => {
        await transaction.rows(change);
        await deriveTaskStates(transaction, sql`SELECT id FROM task WHERE id % 6 < 5`);
      });
      await check();
    }
    const byStatus = { asOf: "2025-11-14", groupBy: ["STATUS"], first: 9 };
    expect((await store.count(byStatus, { database, now }))?.groups).toHaveLength(4);
  });
}, 240_000);

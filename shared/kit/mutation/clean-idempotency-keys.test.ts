import sql from "sql-template-tag";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { fixedClock } from "../../base/clock/clock";
import { cleanIdempotencyKeys } from "./clean-idempotency-keys";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

test("keys are kept for as long as is stated, and deleted then, however many they are", async () => {
  const { database } = subgraph;
  await database.rows(sql`
    INSERT INTO idempotency_key (actor, operation, key, fingerprint, answer, created_at)
    SELECT 'a', 'completeTask', 'old ' || n, '', '{}', timestamptz '2025-11-07 12:00+07' - n * interval '1 ms'
    FROM generate_series(1, 12000) AS n`);
  await database.rows(sql`
    INSERT INTO idempotency_key (actor, operation, key, fingerprint, answer, created_at)
    VALUES ('a', 'completeTask', 'young', '', '{}', '2025-11-07 12:00+07')`);
  const clock = fixedClock("2025-11-14T12:00:00+07:00");
  expect(await cleanIdempotencyKeys(database, clock, 7)).toBe(12_000);
  expect(await database.rows(sql`SELECT key FROM idempotency_key`)).toEqual([{ key: "young" }]);
  expect(await cleanIdempotencyKeys(database, clock, 7)).toBe(0);
});

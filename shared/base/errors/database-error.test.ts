import { createTestDatabase } from "../../../test/support/database/test-cluster";
import { createDataSource } from "../../database/data-source";
import { createLogger } from "../log/logger";
import { databaseProblem } from "./database-error";

/* What PostgreSQL and its driver really throw. */

let url: string;
beforeAll(async () => {
  url = await createTestDatabase("deadlines");
});

const open = (limits: { statementTimeoutMs: number; connectTimeoutMs: number }) =>
  createDataSource({
    ...{ url, applicationName: "test", entities: [], migrations: [], log: createLogger("test", "silent") },
    ...{ poolSize: 1, ...limits },
  }).initialize();

const problemOf = (work: Promise<unknown>) => work.then(() => undefined, databaseProblem);

it("is QUERY_TIMEOUT for a statement that is ended, one that waits for a lock, and one that gets no connection", async () => {
  const holder = await open({ statementTimeoutMs: 0, connectTimeoutMs: 20_000 });
  await holder.query("CREATE TABLE held (id int)");
  const session = holder.createQueryRunner();
  await session.startTransaction();
  await session.query("LOCK TABLE held");
  const [hasty, patient] = await Promise.all([
    open({ statementTimeoutMs: 100, connectTimeoutMs: 20_000 }),
    open({ statementTimeoutMs: 0, connectTimeoutMs: 100 }),
  ]);
  const read = "SELECT FROM held";
  const [ended, locked, crowded] = await Promise.all([
    problemOf(hasty.query(read)),
    problemOf(patient.query(read)),
    problemOf(patient.query(read)),
  ]);
  expect([ended, locked, crowded]).toEqual([
    {
      code: "QUERY_TIMEOUT",
      message: "The database did not finish in time; narrow the question with a filter or a smaller page.",
    },
    {
      code: "QUERY_TIMEOUT",
      message:
        "Another change held this data for longer than this request may wait; nothing was changed. Ask again.",
    },
    {
      code: "QUERY_TIMEOUT",
      message:
        "The database was busy with other requests for longer than this one may wait; ask again, or for less at a time.",
    },
  ]);
  await session.rollbackTransaction();
  await session.release();
  await Promise.all([holder, hasty, patient].map((dataSource) => dataSource.destroy()));
});

it("is SERVICE_UNAVAILABLE for a database that is not there", async () => {
  const dataSource = await open({ statementTimeoutMs: 0, connectTimeoutMs: 20_000 });
  const ended = dataSource.query("SELECT pg_terminate_backend(pg_backend_pid())");
  expect(await problemOf(ended)).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  await dataSource.destroy();
});

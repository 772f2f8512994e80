import sql, { type Sql } from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* Triggers ensure what foreign keys would, which are too slow for imports. */

let subgraph: TestSubgraph;
let dossier: string;
let procedure: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  const row = await subgraph.database.row<{ id: string; code: string }>(sql`
    SELECT id, procedure_code AS code FROM dossier ORDER BY id LIMIT 1`);
  [dossier, procedure] = [row.id, row.code];
});
afterAll(() => subgraph.close());

const columns = sql`unit_code, organization_code, channel, applicant, status, received_at, due_at, resolved_at,
  closed_at, digitised, electronic_result, payment, synchronised_at, satisfaction, origin`;

const refused: { name: string; statement: () => Sql; message: string }[] = [
  {
    name: "a dossier of an unknown procedure",
    statement: () => sql`INSERT INTO dossier (id, procedure_code, ${columns})
      SELECT 202507999999999999, 'X', ${columns} FROM dossier WHERE id = ${dossier}`,
    message: "Expected the code of a known procedure, got X.",
  },
  {
    name: "a dossier that moves to an unknown procedure",
    statement: () => sql`UPDATE dossier SET procedure_code = 'X' WHERE id = ${dossier}`,
    message: "Expected the code of a known procedure, got X.",
  },
  {
    name: "deleting a procedure that has dossiers",
    statement: () => sql`DELETE FROM procedure WHERE code = ${procedure}`,
    message: "Expected a procedure without dossiers, got one that has some.",
  },
  {
    name: "another code for a procedure that has dossiers",
    statement: () => sql`UPDATE procedure SET code = 'X' WHERE code = ${procedure}`,
    message: "Expected a procedure without dossiers, got one that has some.",
  },
  {
    name: "deleting all procedures at once",
    statement: () => sql`TRUNCATE procedure CASCADE`,
    message: "Expected a procedure without dossiers, got one that has some.",
  },
  {
    name: "an event of a dossier that is not there",
    statement: () => sql`INSERT INTO dossier_event (dossier_id, sequence, at, status)
      SELECT id, 99, now(), 'REGISTERED' FROM unnest(ARRAY[${dossier}, '202507999999999999']::bigint[]) AS id`,
    message: "Expected an event of a dossier that is there, got 202507999999999999.",
  },
  {
    name: "an event that moves to another dossier",
    statement: () => sql`UPDATE dossier_event SET dossier_id = dossier_id + 1 WHERE dossier_id = ${dossier}`,
    message: "Expected the id of a dossier to stay, got another.",
  },
  {
    name: "another id for a dossier",
    statement: () => sql`UPDATE dossier SET id = id + 1 WHERE id = ${dossier}`,
    message: "Expected the id of a dossier to stay, got another.",
  },
];

it.each(refused)("refuses $name", async ({ statement, message }) => {
  await expect(subgraph.database.rows(statement())).rejects.toThrow(message);
});

it("lets a procedure without dossiers go", async () => {
  await subgraph.database.rows(sql`
    INSERT INTO procedure SELECT (p).* FROM (
      SELECT jsonb_populate_record(p, '{"code": "Y"}') AS p FROM procedure p WHERE code = ${procedure}) AS copy`);
  await subgraph.database.rows(sql`UPDATE procedure SET code = 'Z' WHERE code = 'Y'`);
  await subgraph.database.rows(sql`DELETE FROM procedure WHERE code = 'Z'`);
});

/** Makes a change in a transaction, and another that waits for it; gives how the other ends. */
async function atOnce(first: Sql, second: Sql): Promise<unknown> {
  const holder = subgraph.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query(first.text, first.values);
  const running = subgraph.database.rows(second).then(
    () => "done",
    (error: Error) => error.message,
  );
  const waiting = sql`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await subgraph.database.rows(waiting)).length === 0);
  await holder.commitTransaction();
  await holder.release();
  return running;
}

const addEvent = (id: string) =>
  sql`INSERT INTO dossier_event (dossier_id, sequence, at, status) VALUES (${id}, 99, now(), 'REGISTERED')`;
const deleteDossier = (id: string) => sql`DELETE FROM dossier WHERE id = ${id}`;

it("deletes the events that somebody adds meanwhile", async () => {
  expect(await atOnce(addEvent(dossier), deleteDossier(dossier))).toBe("done");
  expect(await subgraph.database.rows(sql`SELECT FROM dossier_event WHERE dossier_id = ${dossier}`)).toEqual(
    [],
  );
});

it("refuses the events of a dossier that somebody deletes meanwhile", async () => {
  const { id } = await subgraph.database.row<{ id: string }>(sql`SELECT min(id) AS id FROM dossier`);
  expect(await atOnce(deleteDossier(id), addEvent(id))).toBe(
    `Expected an event of a dossier that is there, got ${id}.`,
  );
  expect(await subgraph.database.rows(sql`SELECT FROM dossier_event WHERE dossier_id = ${id}`)).toEqual([]);
});

it("deletes all events with all dossiers", async () => {
  await subgraph.database.rows(sql`TRUNCATE dossier`);
  expect(await subgraph.database.rows(sql`SELECT FROM dossier_event LIMIT 1`)).toEqual([]);
});

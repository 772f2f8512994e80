import sql, { type Sql } from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { procedures } from "../subgraph";

/* Statements that change 20,000 dossiers or more are counted in another way than smaller ones. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const columns = sql`procedure_code, unit_code, organization_code, channel, applicant, status, received_at, due_at,
  resolved_at, digitised, electronic_result, payment, synchronised_at, satisfaction`;

const many: { name: string; statement: Sql }[] = [
  {
    name: "new",
    statement: sql`INSERT INTO dossier (id, ${columns}, origin)
      SELECT new_dossier_id(received_at), ${columns}, 'REPORTED' FROM dossier, generate_series(1, 2)`,
  },
  {
    name: "changed",
    statement: sql`UPDATE dossier SET channel = 'POSTAL', due_at = due_at + interval '1 day',
      status = CASE WHEN resolved_at IS NULL THEN 'WITHDRAWN' ELSE status END WHERE origin = 'REPORTED'`,
  },
  { name: "deleted", statement: sql`DELETE FROM dossier WHERE origin = 'REPORTED'` },
];

const drift = () => subgraph.database.rows(sql`SELECT * FROM dossier_tally_drift()`);

/** Twenty small changes, one after the other. */
async function writeFew(): Promise<void> {
  for (let place = 0; place < 20; place += 1) {
    await subgraph.database.rows(sql`
      UPDATE dossier SET digitised = NOT digitised
      WHERE id IN (SELECT id FROM dossier WHERE origin = 'SYNTHETIC' ORDER BY id OFFSET ${place * 100} LIMIT 3)`);
  }
}

it.each(many)(
  "counts many that are $name, beside writers of few",
  async ({ statement }) => {
    const [changed] = await Promise.all([
      subgraph.database.transaction(async (database) => {
        await database.rows(sql`SET LOCAL statement_timeout = 0`);
        const { count } = await database.row<{ count: number }>(sql`
        WITH changed AS (${statement} RETURNING id) SELECT count(*)::int FROM changed`);
        return count;
      }),
      writeFew(),
    ]);
    expect(changed).toBeGreaterThanOrEqual(20_000);
    expect(await drift()).toEqual([]);
  },
  120_000,
);

it("leaves no table of facts behind", async () => {
  expect(await subgraph.database.row(sql`SELECT to_regclass('dossier_fact') AS left`)).toEqual({
    left: null,
  });
});

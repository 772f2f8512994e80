import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { fixedClock } from "../../shared/base/clock/clock";
import { truncateChangeLog } from "../../shared/database/change-log/maintain-change-log";
import { checkAudit } from "../../shared/kit/audit/check-audit";
import { retireAudit } from "../../shared/kit/audit/retire-audit";
import { cleanIdempotencyKeys } from "../../shared/kit/mutation/clean-idempotency-keys";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { createTestDatabase } from "../support/database/test-cluster";
import { type SubgraphProcess, startSubgraphProcess } from "../support/processes/subgraph-process";
import { openSubgraphOn, type TestSubgraph, testNow } from "../support/subgraph/subgraph-harness";

/* Two processes of one subgraph over one database: what must be done once is done once. */

let directory: string;
let pair: [SubgraphProcess, SubgraphProcess];
let observer: TestSubgraph;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "two-processes-"));
  const url = await createTestDatabase("procedures");
  // At once, on an empty database.
  pair = [
    startSubgraphProcess("procedures", url, directory),
    startSubgraphProcess("procedures", url, directory),
  ];
  await Promise.all(pair.map(({ settled }) => settled));
  observer = await openSubgraphOn(procedures, url);
  const { data } = await pair[0].ask(
    "{ dossiers(first: 50, filter: { status: { eq: PROCESSING } }) { nodes { id } } }",
  );
  open = (data as { dossiers: { nodes: { id: string }[] } }).dossiers.nodes.map(({ id }) => id);
});
afterAll(async () => {
  await observer.close();
  expect(await Promise.all(pair.map((one) => one.stop()))).toEqual([0, 0]);
  await rm(directory, { recursive: true });
});

const count = async (table: string) => {
  const [row] = await observer.dataSource.query<{ count: number }[]>(`SELECT count(*)::int FROM ${table}`);
  return row?.count;
};

const resolve = `mutation ($input: RecordDossierEventInput!) {
  recordDossierEvent(input: $input) { userErrors { code } dossier { id status } } }`;
const inputOf = (dossier = "", idempotencyKey?: string) => ({
  input: { dossier, status: "RESOLVED", at: testNow, ...(idempotencyKey && { idempotencyKey }) },
});
const counted = "{ dossierStats(groupBy: [UNIT]) { totals { received resolved } } }";

/** Dossiers that can be resolved, each given out once. */
let open: string[];
const nextOpen = () => open.pop() ?? "";

it("migrate and seed once, and have a column store each", async () => {
  const names = await observer.database.rows<{ name: string }>(
    sql`SELECT name FROM migrations ORDER BY name`,
  );
  expect(names.map(({ name }) => name)).toEqual([...new Set(names.map(({ name }) => name))]);
  expect(names.length).toBe(observer.dataSource.migrations.length);
  expect(await count("seed")).toBe(procedures.seeds.length);
  expect(await count("change_epoch")).toBe(1);
  const [folder = ""] = await readdir(join(directory, "statistics", "procedures"));
  const files = await readdir(join(directory, "statistics", "procedures", folder));
  expect(files.filter((file) => file.endsWith(".duckdb")).sort()).toEqual(["1.duckdb", "2.duckdb"]);
  const [one, other] = await Promise.all(pair.map(({ ask }) => ask(counted)));
  expect(one).toEqual(other);
  expect(one?.errors).toBeUndefined();
});

it("know at once what the other has changed, rows and statistics", async () => {
  const resolvedBy = async (process: SubgraphProcess) => {
    const { data } = await process.ask(counted);
    return (data as { dossierStats: { totals: { resolved: number } } }).dossierStats.totals.resolved;
  };
  let known = await resolvedBy(pair[0]);
  for (let round = 0; round < 6; round += 1) {
    const [writer, reader] = round % 2 === 0 ? pair : [pair[1], pair[0]];
    const id = nextOpen();
    expect(await writer.ask(resolve, inputOf(id))).toMatchObject({
      data: { recordDossierEvent: { userErrors: [], dossier: { id, status: "RESOLVED" } } },
    });
    known += 1;
    expect([await resolvedBy(reader), await resolvedBy(writer)]).toEqual([known, known]);
  }
});

it("make a mutation once that is sent to both with one key", async () => {
  const id = nextOpen();
  const before = Number(await count("dossier_event"));
  const both = await Promise.all(pair.map(({ ask }) => ask(resolve, inputOf(id, "two-processes-0001"))));
  const again = await pair[0].ask(resolve, inputOf(id, "two-processes-0001"));
  expect(again).toMatchObject({ data: { recordDossierEvent: { userErrors: [], dossier: { id } } } });
  expect(both).toContainEqual(again);
  expect(await count("dossier_event")).toBe(before + 1);
});

it("write one audit, which stays a chain", async () => {
  const before = await count("audit_entry WHERE kind = 'CHANGE'");
  const writes = Array.from({ length: 20 }, (_, index) => pair[index % 2]?.ask(resolve, inputOf(nextOpen())));
  const answers = await Promise.all(writes);
  expect(answers.filter((answer) => !JSON.stringify(answer).includes('"userErrors":[]'))).toEqual([]);
  expect(await count("audit_entry WHERE kind = 'CHANGE'")).toBe(Number(before) + 20);
  expect((await checkAudit(observer.database)).brokenAt).toBeNull();
});

it("may tidy up at the same time", async () => {
  const { database } = observer;
  await database.rows(sql`UPDATE change_log SET at = now() - interval '60 days'`);
  await database.rows(sql`UPDATE idempotency_key SET created_at = '2025-01-01'`);
  const last = await database.row<{ transaction: string }>(
    sql`SELECT max(transaction)::text AS transaction FROM change_log`,
  );
  const keys = await count("idempotency_key");
  const clock = fixedClock(testNow);
  const twice = <Result>(work: () => Promise<Result>) => Promise.all([work(), work()]);
  const [, cleaned, retired] = await Promise.all([
    twice(() => truncateChangeLog(database)),
    twice(() => cleanIdempotencyKeys(database, clock, 7)),
    twice(() => retireAudit(database, new Date())),
  ]);
  expect(cleaned.reduce((sum, one) => sum + one, 0)).toBe(keys);
  expect(retired.filter((upTo) => upTo !== null).length).toBe(1);
  expect((await checkAudit(database)).brokenAt).toBeNull();
  const left = await database.rows<{ transaction: string }>(
    sql`SELECT DISTINCT transaction::text AS transaction FROM change_log WHERE at < now() - interval '1 day'`,
  );
  // What was tidied away is told of in entries of its own: whoever tidies the log after that need not leave the last of before.
  expect([[], [last]]).toContainEqual(left);
  const cut = await database.row<{ isRight: boolean }>(sql`
    SELECT transaction < (SELECT min(transaction) FROM change_log) AS "isRight" FROM change_log_cut`);
  expect(cut).toEqual({ isRight: true });
  // Who has read all of it lacks nothing.
  const [one, other] = await Promise.all(pair.map(({ ask }) => ask(counted)));
  expect([one, one?.errors]).toEqual([other, undefined]);
});

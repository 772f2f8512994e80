import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { createLogger } from "../../shared/base/log/logger";
import { globalId } from "../../shared/base/text/global-id";
import type { Database } from "../../shared/database/database";
import { ColumnStore } from "../../shared/kit/column-store/column-store";
import { countRows } from "../../shared/kit/cube/count-rows";
import type { StatisticsQuery } from "../../shared/kit/cube/statistics-query";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { addIndicator, addObservation } from "../../subgraphs/innovation/observation/observation.fixture";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { openSubgraphOn, type TestSubgraph, testNow } from "../support/subgraph/subgraph-harness";

/** A sector that logs changes by transaction ids, and what is asked of it before and after a restore. */
export interface Drill {
  subgraph: Subgraph;
  /** What a database that only has been migrated lacks of the tables of another one. */
  prepare(from: Database, to: Database): Promise<void>;
  open(url: string): Promise<DrilledProcess>;
}

/** A process of the sector's subgraph. */
export interface DrilledProcess extends TestSubgraph {
  /** Changes some rows, as others than this process do, so that the log has something to tell. */
  change(): Promise<void>;
  /** Ends the log with what says that it tells no more, as a large import does. */
  changeMuch(): Promise<void>;
  /** Fails unless what is answered is what the tables say, several times and with changes in between. */
  expectTruth(): Promise<void>;
}

const questions: StatisticsQuery[] = [
  { groupBy: [], first: 1 },
  { groupBy: ["ORGANIZATION"], first: 1000 },
  { groupBy: ["UNIT", "STATUS"], first: 1000 },
  { groupBy: ["CHANNEL"], filter: { overdue: true }, first: 1000 },
];

const proceduresDrill: Drill = {
  subgraph: procedures,
  prepare: async (from, to) => {
    const months = await from.rows<{ month: string }>(sql`
      SELECT replace(substr(relname, 9), '_', '-') || '-01' AS month FROM pg_class
      WHERE relname ~ '^dossier_[0-9]{4}_[0-9]{2}$'`);
    for (const { month } of months) await to.rows(sql`SELECT create_dossier_month(${month}::date)`);
  },
  open: async (url) => {
    const subgraph = await openSubgraphOn({ ...procedures, cubes: [] }, url);
    const folder = await mkdtemp(join(tmpdir(), "drill-"));
    const store = new ColumnStore({
      ...{
        cube: dossierCube,
        dataSource: subgraph.dataSource,
        folder,
        memory: 2 ** 28,
        statementTimeoutMs: 0,
      },
      log: createLogger("test", "silent"),
    });
    await store.open();
    const { database } = subgraph;
    const now = new Date(testNow);
    const change = async () => {
      await database.rows(sql`
        UPDATE dossier SET status = 'RESOLVED', closed_at = NULL, resolved_at = greatest(received_at, ${now}::timestamptz)
        WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NULL LIMIT 7)`);
      await database.rows(sql`DELETE FROM dossier WHERE id IN (SELECT max(id) FROM dossier)`);
    };
    /** Gives how many questions the store answered. */
    const compare = async () => {
      let answered = 0;
      for (const question of questions) {
        const found = await store.count(question, { database, now });
        if (!found) continue;
        answered += 1;
        const { groups, totals } = found;
        expect({ groups, totals }).toEqual(await countRows(database, dossierCube, question, now));
      }
      return answered;
    };
    const expectTruth = async () => {
      for (let round = 0; round < 3; round += 1) {
        await compare();
        await change();
      }
      // The store is of use again, whatever came in between.
      await store.open();
      expect(await compare()).toBe(questions.length);
    };
    const changeMuch = async () =>
      void (await database.rows(sql`INSERT INTO change_log (relation, size) VALUES ('dossier', 0)`));
    const close = async () => {
      await store.end();
      await subgraph.close();
      await rm(folder, { recursive: true });
    };
    return { ...subgraph, change, changeMuch, expectTruth, close };
  },
};

let indicators = 0;

export const innovationDrill: Drill = {
  subgraph: innovation,
  prepare: async () => undefined,
  open: async (url) => {
    const subgraph = await openSubgraphOn(innovation, url);
    const { database } = subgraph;
    const change = async () => {
      indicators += 1;
      const indicatorCode = `test.drill-${indicators}`;
      await addIndicator(database, { code: indicatorCode });
      await addObservation(database, { indicatorCode, value: "1" });
    };
    const idsOf = async (where = sql`TRUE`) => {
      const rows = await database.rows<{ id: string }>(sql`SELECT id FROM observation WHERE ${where}`);
      return new Set(rows.map(({ id }) => globalId("Observation", id)));
    };
    const expectTruth = async () => {
      let cursor: string | null = null;
      let known = new Set<string>();
      for (let round = 0; round < 3; round += 1) {
        const changes = await readChanges(subgraph, cursor);
        expect(changes.errors).toEqual([]);
        expect(new Set([...known, ...changes.ids])).toEqual(await idsOf());
        if (round > 0) expect(changes.ids).toHaveLength(1);
        known = await idsOf();
        cursor = changes.endCursor;
        await change();
      }
    };
    const changeMuch = async () => {
      for (let times = 0; times < 30; times += 1) await change();
    };
    return { ...subgraph, change, changeMuch, expectTruth };
  },
};

export const drills: Drill[] = [proceduresDrill, innovationDrill];

/** All changes from a cursor on, once no older transaction of the server holds any back. */
export async function readChanges(subgraph: TestSubgraph, after: string | null) {
  const settled = sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(transaction), '0')
      OR max(transaction) > pg_snapshot_xmax(pg_current_snapshot()) AS so FROM change_log`;
  while (!(await subgraph.database.row<{ so: boolean }>(settled)).so);
  const { data, errors } = await subgraph.execute(
    `query ($after: String) { observationChanges(first: 200, after: $after) {
      nodes { id } pageInfo { endCursor hasNextPage } } }`,
    { after },
  );
  const page = data?.observationChanges as
    | { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } }
    | undefined
    | null;
  if (page?.pageInfo.hasNextPage) throw new Error("Expected all changes on one page.");
  return { ids: page?.nodes.map(({ id }) => id) ?? [], endCursor: page?.pageInfo.endCursor ?? after, errors };
}

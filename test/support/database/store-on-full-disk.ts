import "reflect-metadata";
import sql from "sql-template-tag";
import { ColumnStore } from "../../../shared/kit/column-store/column-store";
import { countRows } from "../../../shared/kit/cube/count-rows";
import { loanCube } from "../../template/loan/loan.cube";
import { libraries } from "../../template/subgraph";
import { openSubgraphOn } from "../subgraph/subgraph-harness";

/** What a store did in a process that may write no file beyond a size. */
export interface FullDiskReport {
  /** What it told, one line each. */
  told: string[];
  /** Of each question, asked after a change each, whether the store answered; all answers were true. */
  answered: boolean[];
}

/** `node store-on-full-disk.js URL FOLDER`: changes many loans again and again, and asks; prints a FullDiskReport. */
async function main(): Promise<void> {
  const [url = "", folder = ""] = process.argv.slice(2);
  const subgraph = await openSubgraphOn({ ...libraries, cubes: [] }, url);
  const { database, dataSource } = subgraph;
  const told: string[] = [];
  const tell = (_: object, message?: string) => void told.push(message ?? "");
  const store = new ColumnStore({
    ...{ cube: loanCube, dataSource, folder, memory: 2 ** 27, statementTimeoutMs: 20_000 },
    log: { info: tell, warn: tell },
  });
  await store.open();
  const now = new Date("2025-11-14T05:00:00Z");
  const answered: boolean[] = [];
  for (let round = 0; round < 12; round += 1) {
    await database.rows(
      sql`UPDATE loan SET lent_at = lent_at - make_interval(mins => ${round}) WHERE id % 200 = ${round}`,
    );
    // Every other question is new, so that the tables are asked.
    const question = { groupBy: ["READER"], filter: { not: { library: { in: [`${round}`] } } }, first: 100 };
    const found = await store.count(question, { database, now });
    answered.push(found !== undefined);
    if (!found) continue;
    const { groups, totals } = found;
    const truth = await countRows(database, loanCube, question, now);
    if (JSON.stringify({ groups, totals }) !== JSON.stringify(truth)) throw new Error("A figure is wrong.");
  }
  await store.end();
  await subgraph.close();
  console.log(JSON.stringify({ told, answered } satisfies FullDiskReport));
}

void main();

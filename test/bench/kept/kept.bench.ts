import { board } from "../../support/gateway/board-query";
import { type Answering, type BenchGraph, withBenchGraph } from "../gateway/bench-graph";
import { boardQuery } from "../gateway/board-graph";
import { type Contender, startOurs, withContenders } from "../gateway/contenders";
import { pinThisProcess } from "../gateway/pinned-process";
import { shopQuery } from "../gateway/shop-graph";
import { type SpeedRow, speedTable } from "../gateway/speed-table";
import { takeTurns } from "../gateway/turns";
import { withSectors } from "./sector-graph";

/**
 * What keeping answers is worth: the same build with it off and on, asked the same again and again, while nothing changes
 * and while something changes each second. The query of the public gateways benchmark and the board of the bench `gateway`
 * over recorded answers, and the board over the four sectors with their databases. Both gateways are up at once and loaded
 * in turns, four of a second each: BENCH_ROUNDS, BENCH_SECONDS. They have the first core; subgraphs, databases and the
 * clients share the second. BENCH_ROWS: only rows whose name has this in it.
 */
export async function run(): Promise<void> {
  pinThisProcess(1);
  const rows: SpeedRow[] = [];
  await withBenchGraph("shop", (graph) => measure("shop", graph, shopQuery, {}, rows));
  await withBenchGraph("board", (graph) => measure("board, recorded", graph, boardQuery, {}, rows));
  await withSectors(({ graph, variables }) => measure("board of the sectors", graph, board, variables, rows));
  console.log(
    `Medians of ${rounds} turns of ${seconds} s\n\n${speedTable(["keeping off", "on"], rows, ratios)}`,
  );
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 4);
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const ratios = [{ requests: "× off", processor: "× by processor time", to: 0 }];
const ways: readonly (readonly [what: string, answering: Answering])[] = [
  ["nothing changes", "still"],
  ["a change each second", "changing"],
];

async function measure(
  name: string,
  graph: BenchGraph,
  query: string,
  variables: Record<string, string>,
  rows: SpeedRow[],
): Promise<void> {
  if (!name.includes(process.env.BENCH_ROWS ?? "")) return;
  const contender = (label: string, megabytes: string): Contender => ({
    name: label,
    start: (started) => startOurs(started, [], undefined, { ...variables, KEPT_ANSWERS_MB: megabytes }),
  });
  await withContenders([contender("keeping off", "0"), contender("on", "32")], graph, async (running) => {
    for (const [what, answering] of ways) {
      await graph.answer(answering);
      for (const connections of [1, 20, 200]) {
        const asked = { query, connections };
        rows.push({
          name: `${name}, ${what}`,
          ...asked,
          rounds: await takeTurns(running, asked, { rounds, seconds }),
        });
      }
    }
  });
}

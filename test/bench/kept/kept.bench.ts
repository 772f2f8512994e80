import { board } from "../../support/gateway/board-query";
import { type Answering, type BenchGraph, type GraphName, withBenchGraph } from "../gateway/bench-graph";
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
  const asked = questions.filter(({ name }) => name.includes(process.env.BENCH_ROWS ?? ""));
  for (const question of asked)
    await question.withGraph(async (graph, variables) => {
      rows.push(...(await measure(question, graph, variables)));
    });
  console.log(
    `Medians of ${rounds} turns of ${seconds} s\n\n${speedTable(["keeping off", "on"], rows, ratios)}`,
  );
}

interface Question {
  name: string;
  query: string;
  headers?: Record<string, string>;
  /** Runs `work` while its graph is up, with settings of a gateway of that. */
  withGraph(work: (graph: BenchGraph, variables: Record<string, string>) => Promise<void>): Promise<void>;
}

const recorded = (name: GraphName): Pick<Question, "withGraph"> => ({
  withGraph: (work) => withBenchGraph(name, (graph) => work(graph, {})),
});

/** By brotli, as browsers and most clients ask: its answer is compressed. */
const questions: readonly Question[] = [
  { name: "shop", query: shopQuery, ...recorded("shop") },
  { name: "shop, by brotli", query: shopQuery, headers: { "accept-encoding": "br" }, ...recorded("shop") },
  { name: "board, recorded", query: boardQuery, ...recorded("board") },
  {
    name: "board of the sectors",
    query: board,
    withGraph: (work) => withSectors(({ graph, variables }) => work(graph, variables)),
  },
];

const rounds = Number(process.env.BENCH_ROUNDS ?? 4);
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const ratios = [{ requests: "× off", processor: "× by processor time", to: 0 }];
const ways: readonly (readonly [what: string, answering: Answering])[] = [
  ["nothing changes", "still"],
  ["a change each second", "changing"],
];

async function measure(
  { name, query, headers = {} }: Question,
  graph: BenchGraph,
  variables: Record<string, string>,
): Promise<SpeedRow[]> {
  const contender = (label: string, megabytes: string): Contender => ({
    name: label,
    start: (started) =>
      startOurs(started, undefined, undefined, {
        ...variables,
        KEPT_ANSWERS_MB: megabytes,
        KEPT_FETCHES_MB: "0",
      }),
  });
  const rows: SpeedRow[] = [];
  await withContenders([contender("keeping off", "0"), contender("on", "32")], graph, async (running) => {
    for (const [what, answering] of ways) {
      await graph.answer(answering);
      for (const connections of [1, 20, 200]) {
        const asked = { query, connections, headers };
        const taken = await takeTurns(running, asked, { rounds, seconds });
        rows.push({ name: `${name}, ${what}`, ...asked, rounds: taken });
      }
    }
  });
  return rows;
}

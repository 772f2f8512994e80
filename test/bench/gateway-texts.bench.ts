import { join } from "node:path";
import { type GraphName, withBenchGraph } from "./gateway/bench-graph";
import { boardQuery, smallQuery } from "./gateway/board-graph";
import { type Contender, gateways, startOurs, withContenders } from "./gateway/contenders";
import { pinThisProcess } from "./gateway/pinned-process";
import { shopQuery } from "./gateway/shop-graph";
import { type SpeedRow, speedTable } from "./gateway/speed-table";
import {
  otherCounts,
  otherDays,
  otherMonths,
  otherObjects,
  otherProducts,
  otherTexts,
  type Texts,
} from "./gateway/texts";
import { takeTurns } from "./gateway/turns";

/**
 * What a query costs whose text is known; whose text was never seen, but its form; and whose form was never seen: for a
 * literal, for a leaf that is selected, or for the objects that it leads through. Ours, beside an older build of this project where `BENCH_BASELINE` names the folder
 * of one. As in the bench `gateway` each has a process and the first core, the subgraphs and the clients share the second,
 * no answer is the one before it, and all are loaded in turns, four of a second each by 20 connections: BENCH_ROUNDS,
 * BENCH_SECONDS. BENCH_ROWS: only rows whose name has this in it.
 */
export async function run(): Promise<void> {
  const rounds = Number(process.env.BENCH_ROUNDS ?? 4);
  const seconds = Number(process.env.BENCH_SECONDS ?? 1);
  const all = [...baseline(), ...gateways.filter(({ name }) => name === "ours")];
  const rows: SpeedRow[] = [];
  pinThisProcess(1);
  for (const [graphName, queries] of Object.entries(asked)) {
    const chosen = queries.filter(({ name }) => name.includes(process.env.BENCH_ROWS ?? ""));
    if (chosen.length === 0) continue;
    await withBenchGraph(graphName as GraphName, async (graph) => {
      await graph.answer("vary");
      await withContenders(all, graph, async (running) => {
        for (const query of chosen) {
          rows.push({ ...query, rounds: await takeTurns(running, query, { rounds, seconds }) });
        }
      });
    });
  }
  const names = all.map(({ name }) => name);
  console.log(`Medians of ${rounds} turns of ${seconds} s\n\n${speedTable(names, rows, ratios)}`);
}

const ratios = [{ requests: "× the first", processor: "× by processor time", to: 0 }];

function baseline(): Contender[] {
  const folder = process.env.BENCH_BASELINE;
  const main = join(folder ?? "", "dist/gateway/main.js");
  return folder ? [{ name: "older build", start: (graph) => startOurs(graph, undefined, main) }] : [];
}

/** A query in each of these cases. */
function cases(name: string, query: string, otherLiterals: Texts, otherLeaves: Texts) {
  const asked = { "known text": query, "new text": otherTexts(query) };
  const forms = { "new literal": otherLiterals, "new leaf": otherLeaves };
  return Object.entries({ ...asked, ...forms }).map(([what, text]) => ({
    ...{ name: `${name}, ${what}`, query: text, connections: 20 },
  }));
}

const asked: Record<GraphName, ReturnType<typeof cases>> = {
  board: [
    ...cases("board", boardQuery, otherDays(boardQuery), otherMonths(boardQuery)),
    ...cases("small", smallQuery, otherDays(smallQuery), otherMonths(smallQuery)),
  ],
  shop: [
    ...cases("shop", shopQuery, otherCounts(), otherProducts()),
    { name: "shop, new objects", query: otherObjects(), connections: 20 },
  ],
};

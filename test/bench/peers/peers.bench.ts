import { board } from "../../support/gateway/board-query";
import { withContenders } from "../gateway/contenders";
import { pinThisProcess, residentMb } from "../gateway/pinned-process";
import { otherObjects, otherProducts, otherTexts } from "../gateway/texts";
import { table } from "../support/measure";
import { withBoardBehindSidecar } from "./board-behind-sidecar";
import { peersOf } from "./peer-contenders";
import { type PeerRow, peerTable } from "./peer-table";
import { type PeerQuery, takePeerTurns } from "./peer-turns";
import type { PeersGraph } from "./peers-graph";
import { withPublicBenchmark } from "./public-benchmark";

/**
 * Ours beside gateways of others: Hive Router (Rust), Hive Gateway and Apollo's. Over the query and the Rust subgraphs of the
 * public gateways benchmark, whose checkout PEERS_BENCHMARK names, and over the board of the four sectors, which the others
 * reach through the signing sidecar. The gateway whose turn it is has the first core; subgraphs, databases, the sidecar and the
 * client share the second. All are up at once and loaded in turns, three of a second each: BENCH_ROUNDS, BENCH_SECONDS.
 * BENCH_ROWS: only rows whose name has this in it. BENCH_PEERS=off: without what is fetched from npm. BENCH_BASELINE names
 * the folder of an older build of ours.
 *
 * - repeating: the same request again and again, between two changes of its data;
 * - changing: no request equals another one, by a variable, so that nothing can be remembered or shared;
 * - new texts: other names, order and whitespace each time, of one normalised form;
 * - new forms: other leaves each time, or other objects on the way.
 */
export async function run(): Promise<void> {
  pinThisProcess(1);
  const checkout = process.env.PEERS_BENCHMARK;
  if (checkout) await withPublicBenchmark(checkout, (graph, query) => race(graph, publicRows(query)));
  else console.log("Without the public benchmark: PEERS_BENCHMARK names a checkout of it.\n");
  if (asked(boardRows()).length > 0) await withBoardBehindSidecar((graph) => race(graph, boardRows()));
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 1);

function publicRows(query: string): PeerQuery[] {
  const over = (connections: readonly number[], name: string, text: PeerQuery["query"], more = {}) =>
    connections.map((count) => ({ name, query: text, connections: count, ...more }));
  const varied = query.replace("query TestQuery", "query TestQuery($first: Int)");
  const changing = varied.replace("topProducts {", "topProducts(first: $first) {");
  let first = 5;
  return [
    ...over([1, 50, 400], "repeating", query),
    ...over([1, 50, 400], "changing", changing, { variables: () => ({ first: first++ }) }),
    ...over([50], "new text", otherTexts(query)),
    ...over([50], "new form: leaves", otherProducts()),
    ...over([50], "new form: objects", otherObjects()),
  ];
}

/** One of four clients: of more, gateways that begin all they are asked at once give no answer in time. */
function boardRows(): PeerQuery[] {
  return [1, 50].map((connections) => ({ name: "board", query: board, connections }));
}

function asked(rows: readonly PeerQuery[]): PeerQuery[] {
  return rows.filter(({ name }) => name.includes(process.env.BENCH_ROWS ?? ""));
}

async function race(graph: PeersGraph, all: readonly PeerQuery[]): Promise<void> {
  const queries = asked(all);
  if (queries.length === 0) return;
  const contenders = await peersOf(graph);
  const names = contenders.map(({ name }) => name);
  const rows: PeerRow[] = [];
  await withContenders(contenders, { ...graph, answer: async () => {} }, async (running) => {
    const started = running.map(({ child }) => residentMb(child));
    for (const query of queries)
      rows.push({ ...query, rounds: await takePeerTurns(running, graph, query, { rounds, seconds }) });
    console.log(`Medians of ${rounds} turns of ${seconds} s\n\n${peerTable(names, rows)}\n`);
    const memory = running.map(({ child }, index) => [
      ...[names[index] ?? "", started[index] ?? Number.NaN, residentMb(child)],
    ]);
    console.log(`${table(["gateway", "MB when ready", "MB after all rows"], memory)}\n`);
  });
}

import { projectRoot } from "../../shared/base/project/project-root";
import { tokenFor } from "../support/gateway/token-for";
import { startGraph } from "../support/processes/running-graph";
import { type Flood, floods } from "./flood/floods";
import { askDuringFlood, type FloodEffect } from "./flood/measure-during-flood";
import { table } from "./support/measure";

/** How long each flood lasts: 3,000 samples. Shorter with FLOOD_SECONDS. */
const seconds = Number(process.env.FLOOD_SECONDS ?? 150);
/** Of what name, e.g. FLOOD_ONLY="aliases|pages"; all of them unless told. */
const isMeasured = new RegExp(process.env.FLOOD_ONLY ?? "");

/**
 * What one client's flood does to another's 20 requests a second. FLOOD_BEFORE is the folder of another checkout, built,
 * to compare with. Each flood meets a graph that was started for it.
 */
export async function run(): Promise<void> {
  const before = process.env.FLOOD_BEFORE;
  const checkouts = [
    ...(before ? [{ name: "before", root: before }] : []),
    { name: "now", root: projectRoot },
  ];
  const rows: (string | number)[][] = [];
  for (const { name, root } of checkouts) {
    let quiet: number | undefined;
    for (const flood of [undefined, ...floods.filter(({ name }) => isMeasured.test(name))]) {
      const beside = await measureFlood(root, flood);
      quiet ??= beside.p99;
      rows.push([name, flood?.name ?? "nothing", ...cellsOf(beside), beside.p99 / quiet]);
    }
  }
  const headings = [
    "build",
    "beside",
    "samples",
    "failed",
    "p50 ms",
    "p99 ms",
    "the flooder got",
    "p99 / quiet",
  ];
  console.log(`${table(headings, rows)}\n`);
}

async function measureFlood(root: string, flood: Flood | undefined): Promise<FloodEffect> {
  const graph = await startGraph(root);
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    return await askDuringFlood(graph.origin, flood, seconds, token);
  } finally {
    await graph.cleanUp();
  }
}

function cellsOf({ samples, failures, p50, p99, flooded }: FloodEffect): (string | number)[] {
  const answered = [...flooded].sort(([left], [right]) => left - right);
  const told = answered.map(([status, count]) => `${count} × ${status === 0 ? "none" : status}`);
  return [String(samples), String(failures), p50, p99, told.join(", ") || "–"];
}

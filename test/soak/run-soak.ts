import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot, projectRoot } from "../../shared/base/project/project-root";
import { startGraph } from "../support/processes/running-graph";
import { createLoad } from "./create-load";
import type { SoakSeen } from "./judge-soak";
import { readHeap } from "./read-heap";
import { fileSizes, listProcesses, residentBytes } from "./read-sizes";

export interface SoakSettings {
  minutes: number;
  /** Requests a second. */
  rate: number;
  /** Whether heaps are looked at: each process collects all its garbage then, and answers nothing for up to 0.3 s. */
  looksAtHeaps: boolean;
}

/** How often what is done, as a share of the soak: an import each ten minutes of an hour, a reload each five. */
const shares = { import: 1 / 6, reload: 1 / 12, heap: 1 / 18, resident: 1 / 60 };

/**
 * Starts a graph, whose processes tell their heap, asks it for as long as is wanted and looks at it meanwhile. Ends sooner by a
 * signal, with what was seen so far. `tell` is given a line each time that the heaps are looked at.
 */
export async function runSoak(
  { minutes, rate, looksAtHeaps }: SoakSettings,
  ended: AbortSignal,
  tell: (line: string) => void,
): Promise<{ seen: SoakSeen; counts: string }> {
  const folder = mkdtempSync(join(tmpdir(), "graph-soak-"));
  chmodSync(folder, 0o755);
  const supergraph = join(folder, "supergraph.graphql");
  const composed = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
  writeFileSync(supergraph, composed);
  const graph = await startGraph(
    projectRoot,
    {
      SEED_SCALE: process.env.SEED_SCALE ?? "0.1",
      ...{ SUPERGRAPH: supergraph, SOAK_HEAP_FOLDER: folder, STANDBY_PROCESSES: "0", RATE_ADMIN: "0" },
      NODE_OPTIONS: `--require=${join(__dirname, "report-heap.js")}`,
    },
    600_000,
  );
  const seen: SoakSeen = { minutes: 0, heap: [], resident: [], failures: [], files: [] };
  try {
    const load = await createLoad(graph, seen.failures);
    const begun = performance.now();
    const minute = () => (performance.now() - begun) / 60_000;
    let asked = 0;
    const look = async () => {
      const at = minute();
      const heaps: string[] = [];
      const processes = listProcesses(graph.dataDirectory);
      for (const { name, pid } of processes) {
        const heap = looksAtHeaps ? await readHeap(folder, pid) : undefined;
        if (heap === undefined) continue;
        seen.heap.push({ name, minute: at, bytes: heap.heapUsed });
        heaps.push(`${name} ${(heap.heapUsed / 2 ** 20).toFixed(1)}`);
      }
      seen.files.push({
        minute: at,
        sizes: fileSizes(graph.dataDirectory, (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      });
      const resident = seen.resident
        .slice(-processes.length)
        .map(({ name, bytes }) => `${name} ${(bytes / 2 ** 20).toFixed(0)}`);
      tell(
        `${at.toFixed(1)} min; heap, MB: ${heaps.join(", ")}; resident, MB: ${resident.join(", ")}; failed: ${seen.failures.length}`,
      );
    };
    const due = [
      every(shares.import * minutes, (turn) => load.import(turn)),
      every(shares.reload * minutes, (turn) => load.reload(supergraph, `${composed}\n# ${turn}\n`)),
      every(shares.heap * minutes, look),
      every(shares.resident * minutes, async () => {
        const at = minute();
        for (const { name, pid } of listProcesses(graph.dataDirectory))
          for (const [of, bytes] of Object.entries(residentBytes(pid)))
            if (of === "own" || (name !== "supervisor" && bytes > 0))
              seen.resident.push({ name: of === "own" ? name : `${name}'s children`, minute: at, bytes });
      }),
    ];
    while (minute() < minutes && !ended.aborted) {
      for (const task of due) task(minute());
      for (; asked < minute() * 60 * rate; asked++) load.ask();
      await sleep(20);
    }
    await load.end();
    seen.minutes = minute();
    return { seen, counts: load.counts() };
  } finally {
    await graph.cleanUp();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has something done each so many minutes, once at a time. */
function every(period: number, work: (turn: number) => Promise<void>): (minute: number) => void {
  let [turn, isAtWork] = [0, false];
  return (minute) => {
    if (isAtWork || minute < (turn + 1) * period) return;
    turn += 1;
    isAtWork = true;
    void work(turn).finally(() => {
      isAtWork = false;
    });
  };
}

import { setImmediate } from "node:timers/promises";
import { tableFormats } from "../../../gateway/table-formats/table-formats";
import type { FormatName } from "../../../gateway/table-formats/writing/table-format";
import type { TableAnswer } from "../../../gateway/tables/table";
import { benchPages, columns } from "./bench-rows";

/** What one export took, in a process of its own. */
export interface ExportCost {
  seconds: number;
  /** Of all threads, without what making the rows took. */
  processorSeconds: number;
  megabytes: number;
  firstByteMs: number;
  /** Most resident memory above that before. */
  grownMegabytes: number;
  /** How long the event loop served nobody, at most, in milliseconds of its thread's processor time. */
  longestTurnMs: number;
}

const [, , format = "csv", count = "1000"] = process.argv;
const rows = Number(count);

function answer(): TableAnswer {
  return {
    tables: [{ name: "dossiers", columns, pages: benchPages(rows) }],
    notes: () => ({
      text: "{ dossiers { nodes { code } } }",
      role: "analyst",
      askedAt: "2025-11-14T10:00:00+07:00",
      rows: { dossiers: rows },
      sources: [],
      remarks: [],
    }),
  };
}

async function main(): Promise<ExportCost> {
  const making = process.cpuUsage();
  for await (const _ of benchPages(rows)) await setImmediate();
  const { user, system } = process.cpuUsage(making);
  const options = { language: "vi", locale: "vi", title: "Hồ sơ" } as const;
  // What loads with the first export of a process is not the writing.
  for await (const _ of tableFormats[format as FormatName].write(
    { ...answer(), tables: [{ name: "t", columns, pages: benchPages(1) }] },
    options,
    new AbortController().signal,
  ));

  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const turns = watchTurns();
  const began = performance.now();
  const spent = process.cpuUsage();
  let bytes = 0;
  let firstByteMs = 0;
  for await (const piece of tableFormats[format as FormatName].write(
    answer(),
    options,
    new AbortController().signal,
  )) {
    firstByteMs ||= performance.now() - began;
    bytes += piece.length;
  }
  const seconds = (performance.now() - began) / 1000;
  const cpu = process.cpuUsage(spent);
  const longestTurnMs = turns();
  clearInterval(watch);
  return {
    seconds,
    processorSeconds: (cpu.user + cpu.system - user - system) / 1e6,
    megabytes: bytes / 1e6,
    firstByteMs,
    grownMegabytes: (most - before) / 1e6,
    longestTurnMs,
  };
}

/**
 * Watches turns of the event loop until it is called, and then gives the longest. By the thread's processor time: how long
 * it waits for a processor is the machine's affair.
 */
function watchTurns(): () => number {
  let longest = 0;
  let isWatching = true;
  let before = process.threadCpuUsage();
  const turn = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, (now.user + now.system - before.user - before.system) / 1000);
    before = now;
    if (isWatching) globalThis.setImmediate(turn);
  };
  globalThis.setImmediate(turn);
  return () => {
    isWatching = false;
    return longest;
  };
}

void main().then((cost) => console.log(JSON.stringify(cost)));

import { once } from "node:events";
import { getHeapStatistics } from "node:v8";
import type { Worker } from "node:worker_threads";
import { startThread } from "./start-thread";

const mb = 2 ** 20;
/** Makes garbage, and says how many MB its young generation has. */
const code = `
  const { getHeapSpaceStatistics } = require("node:v8");
  const kept = [];
  for (let at = 0; at < 3_000_000; at++) kept[at % 100_000] = { at };
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  require("node:worker_threads").parentPort.postMessage(young.space_size / ${mb});
`;

async function youngOf(thread: Worker): Promise<number> {
  const [[megabytes]] = await Promise.all([once(thread, "message"), once(thread, "exit")]);
  return megabytes;
}

it("bounds the young generation of its thread, and leaves that of later ones as the process was started", async () => {
  const ofProcess = ["--max-semi-space-size=16", "--initial-heap-size=96"];
  const start = (heap: string[]) => startThread(code, { eval: true }, heap, ofProcess);
  const bounded = await youngOf(start(["--max-semi-space-size=2", "--initial-heap-size=24"]));
  const own = await youngOf(start([]));
  expect(bounded).toBeLessThanOrEqual(2 * 2);
  expect(own).toBeGreaterThan(2 * 2);
});

it("leaves this thread's heap alone", async () => {
  const limit = getHeapStatistics().heap_size_limit;
  await youngOf(startThread(code, { eval: true }));
  expect(getHeapStatistics().heap_size_limit).toBe(limit);
});

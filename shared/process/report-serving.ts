import { flushCompileCache } from "node:module";
import { startHeartbeat } from "./heartbeat";
import { report } from "./report";

/** Tells the supervisor that a process serves, from now on that it goes on to, and when it has `settled`. */
export async function reportServing(url: string, settled: Promise<void> = Promise.resolve()): Promise<void> {
  report({ kind: "ready", url });
  startHeartbeat();
  await settled;
  report({ kind: "settled" });
  // Node.js keeps what it has compiled when a process ends in order; one that is killed would leave its successor none.
  flushCompileCache();
}

import { flushCompileCache } from "node:module";
import { startHeartbeat } from "./heartbeat";
import { report } from "./report";

/** Tells the supervisor that a process serves, from now on that it goes on to, and when it has `settled`. */
export async function reportServing(url: string, settled: Promise<void> = Promise.resolve()): Promise<void> {
  // Node.js stores what it has compiled when a process ends in order; one that is killed would leave its successor none.
  // The first time that is thousands of files, for which the event loop stands still: so before anybody listens for it.
  flushCompileCache();
  report({ kind: "ready", url });
  startHeartbeat();
  await settled;
  report({ kind: "settled" });
}

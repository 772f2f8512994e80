import type { EventEmitter } from "node:events";
import { report } from "./report";

const everyMs = 250;

/** Reports to the parent process, again and again, that the event loop of this one turns. */
export function startHeartbeat(): void {
  if (process.send === undefined) return;
  const beat = () => report({ kind: "alive" });
  beat();
  setInterval(beat, everyMs).unref();
}

/**
 * Calls `onHung` once when a process that has reported that its event loop turns does not report it for `limitMs`. What
 * passes is counted by ticks of our own loop: when the whole machine stood still, nobody is to blame.
 */
export function watchHeartbeat(
  child: Pick<EventEmitter, "on" | "off">,
  limitMs: number,
  onHung: () => void,
): { end(): void } {
  let silentMs = 0;
  let hasBegun = false;
  const listen = (message: unknown) => {
    if (typeof message !== "object" || message === null || !("kind" in message)) return;
    if (message.kind !== "alive") return;
    hasBegun = true;
    silentMs = 0;
  };
  const end = () => {
    child.off("message", listen);
    clearInterval(timer);
  };
  const timer = setInterval(() => {
    if (hasBegun) silentMs += everyMs;
    if (silentMs < limitMs) return;
    end();
    onHung();
  }, everyMs).unref();
  child.on("message", listen);
  return { end };
}

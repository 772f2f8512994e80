import type { ServerResponse } from "node:http";
import { Cancellation } from "../subgraphs/cancellation";
import { DeadlinePassed } from "../subgraphs/exchange";

/** When nobody waits for a request's answer any more. */
export interface RequestSignals {
  /** Cancelled when the request has taken too long. */
  readonly deadline: Cancellation;
  /** Cancelled then, and when the client has hung up. */
  readonly abandoned: Cancellation;
  isClientGone(): boolean;
  /** Milliseconds until the deadline. */
  leftMs(): number;
}

export interface RequestWatch {
  /** Watches one request's response until it is sent. */
  watch(response: ServerResponse): RequestSignals;
  /** The time of all requests is up now, also of those that are still to come. */
  cut(): void;
}

/** Gives every request this much time, in milliseconds. */
export function createRequestWatch(timeoutMs: number): RequestWatch {
  const running = new Set<(reason: Error) => void>();
  let cut: Error | undefined;
  return {
    watch(response) {
      const deadline = new Cancellation();
      const abandoned = new Cancellation();
      let isClientGone = false;
      const end = (reason: Error) => {
        clearTimeout(timer);
        running.delete(end);
        deadline.cancel(reason);
        abandoned.cancel(reason);
      };
      const passDeadline = () =>
        end(new DeadlinePassed(`Expected the request to be answered within ${timeoutMs} ms.`));
      // The server keeps the process running, not what is left of somebody's time.
      const dueAt = performance.now() + timeoutMs;
      const timer = setTimeout(passDeadline, timeoutMs).unref();
      running.add(end);
      response.once("close", () => {
        if (response.writableFinished) {
          clearTimeout(timer);
          running.delete(end);
          return;
        }
        // A mutation goes on without its client, until its time is up.
        isClientGone = true;
        abandoned.cancel(new Error("The client has gone."));
      });
      if (cut) end(cut);
      return {
        deadline,
        abandoned,
        isClientGone: () => isClientGone,
        leftMs: () => dueAt - performance.now(),
      };
    },
    cut() {
      cut = new Error("Expected the request to be answered before the gateway ends.");
      for (const end of running) end(cut);
    },
  };
}

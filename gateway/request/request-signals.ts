import type { ServerResponse } from "node:http";
import { Cancellation } from "./cancellation";
import { DeadlinePassed } from "./deadline-passed";

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
  /** Watches one of several operations of a request, which has as much time as a whole one, until `end` is called. */
  watchPart(signal: AbortSignal): PartSignals;
  /** The time of all requests is up now, also of those that are still to come. */
  cut(): void;
}

export interface PartSignals extends RequestSignals {
  /** It has been answered. */
  end(): void;
}

/** Gives every request this much time, in milliseconds. */
export function createRequestWatch(timeoutMs: number): RequestWatch {
  const running = new Set<WatchedRequest>();
  let cut: Error | undefined;
  return {
    watch(response) {
      const request = new WatchedRequest(timeoutMs, running);
      response.once("close", () => request.close(response));
      if (cut) request.end(cut);
      return request;
    },
    watchPart(signal) {
      const part = new WatchedRequest(timeoutMs, running);
      const leave = () => part.leave();
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
      if (cut) part.end(cut);
      return {
        deadline: part.deadline,
        abandoned: part.abandoned,
        isClientGone: () => part.isClientGone(),
        leftMs: () => part.leftMs(),
        end() {
          signal.removeEventListener("abort", leave);
          part.release();
        },
      };
    },
    cut() {
      cut = new Error("Expected the request to be answered before the gateway ends.");
      for (const request of running) request.end(cut);
    },
  };
}

class WatchedRequest implements RequestSignals {
  readonly deadline = new Cancellation();
  readonly abandoned = new Cancellation();
  readonly #timeoutMs: number;
  readonly #running: Set<WatchedRequest>;
  readonly #dueAt: number;
  readonly #timer: NodeJS.Timeout;
  #isClientGone = false;

  constructor(timeoutMs: number, running: Set<WatchedRequest>) {
    this.#timeoutMs = timeoutMs;
    this.#running = running;
    this.#dueAt = performance.now() + timeoutMs;
    // The server keeps the process running, not what is left of somebody's time.
    this.#timer = setTimeout(WatchedRequest.#passDeadline, timeoutMs, this).unref();
    running.add(this);
  }

  isClientGone(): boolean {
    return this.#isClientGone;
  }

  leftMs(): number {
    return this.#dueAt - performance.now();
  }

  end(reason: Error): void {
    this.release();
    this.deadline.cancel(reason);
    this.abandoned.cancel(reason);
  }

  static #passDeadline(request: WatchedRequest): void {
    request.end(new DeadlinePassed(`Expected the request to be answered within ${request.#timeoutMs} ms.`));
  }

  close({ writableFinished }: ServerResponse): void {
    if (writableFinished) this.release();
    else this.leave();
  }

  leave(): void {
    // A mutation goes on without its client, until its time is up.
    this.#isClientGone = true;
    this.abandoned.cancel(new Error("The client has gone."));
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#running.delete(this);
  }
}

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { StoreCall, StoreCalls, StoreResponse } from "./store-messages";

/** The thread has ended before it answered, has no room for what is told, or had no time for the question. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

interface Waiting {
  resolve: (answer: StoreCalls[StoreCall]["answer"]) => void;
  reject: (error: Error) => void;
}

/** A thread with a `DossierStore` of its own. It keeps the process from ending only while somebody waits. */
export class DossierThread {
  readonly #worker = new Worker(join(__dirname, "store-thread.js"));
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #hasEnded = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on("message", (response: StoreResponse) => {
      const waiting = this.#waiting.get(response.number);
      this.#waiting.delete(response.number);
      if (this.#waiting.size === 0) this.#worker.unref();
      if ("answer" in response) waiting?.resolve(response.answer);
      else waiting?.reject("refusal" in response ? new NoAnswer(response.refusal) : response.error);
    });
    this.#worker.on("error", (cause) => this.#giveUp(cause));
    this.#worker.on("exit", () => this.#giveUp());
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Rejects with NoAnswer, and with what the store throws that is a fault of ours. */
  call<Name extends StoreCall>(
    name: Name,
    sent: StoreCalls[Name]["sent"],
  ): Promise<StoreCalls[Name]["answer"]> {
    this.#calls += 1;
    const number = this.#calls;
    const answer = new Promise<StoreCalls[StoreCall]["answer"]>((resolve, reject) => {
      if (this.#hasEnded) reject(new NoAnswer("Expected the thread of dossiers to run."));
      else this.#waiting.set(number, { resolve, reject });
    });
    this.#worker.ref();
    this.#worker.postMessage({ number, name, sent });
    return answer as Promise<StoreCalls[Name]["answer"]>;
  }

  /** Ends it; what waits for an answer gets none. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #giveUp(cause?: unknown): void {
    this.#hasEnded = true;
    const error = new NoAnswer("The thread of dossiers has ended.", { cause });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

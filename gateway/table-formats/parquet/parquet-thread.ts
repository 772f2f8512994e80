import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";

/** Begins an export in the thread; everything else of it goes through the port. */
export interface OpenExport {
  port: MessagePort;
  /** Key and value pairs of the file's footer. */
  metadata: ReadonlyMap<string, string>;
}

export type ToThread =
  | { kind: "batch"; stream: Uint8Array<ArrayBuffer> }
  | { kind: "end" }
  | { kind: "taken" };

export type FromThread =
  | { kind: "want" }
  | { kind: "bytes"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "done" }
  | { kind: "failed"; message: string };

/*
 * One thread for all exports of the process: encoding and compressing a row group takes a tenth of a second, in which the
 * event loop would serve nobody, and the memory of WebAssembly grows and is never given back, but with its thread. So the
 * thread starts with the first export, which takes a tenth of a second, and ends when none has come for a while.
 */
let thread: Worker | undefined;
let underWay = 0;
let idle: NodeJS.Timeout | undefined;

const longestIdleMs = 10_000;

/** Of JavaScript in the thread, which holds a batch or two; what is written is in the memory of WebAssembly. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 };

/**
 * Batches, each a whole stream of Arrow IPC, as the bytes of one Parquet file. A batch is asked for when it is needed,
 * and no bytes are made before those before them were taken. The batches' memory goes over to the thread.
 */
export async function* encodeInThread(
  batches: AsyncIterable<Uint8Array<ArrayBuffer>>,
  metadata: ReadonlyMap<string, string>,
): AsyncGenerator<Uint8Array> {
  const { port1: port, port2 } = new MessageChannel();
  const receive = receiver(port);
  const iterator = batches[Symbol.asyncIterator]();
  openThread().postMessage({ port: port2, metadata } satisfies OpenExport, [port2]);
  try {
    for (;;) {
      const message = await receive();
      switch (message.kind) {
        case "want": {
          const { value, done } = await iterator.next();
          if (done) send(port, { kind: "end" });
          else port.postMessage({ kind: "batch", stream: value } satisfies ToThread, [value.buffer]);
          break;
        }
        case "bytes":
          yield message.bytes;
          send(port, { kind: "taken" });
          break;
        case "done":
          return;
        case "failed":
          throw new Error(`The Parquet writer failed: ${message.message}`);
      }
    }
  } finally {
    port.close();
    closeThread();
    await iterator.return?.();
  }
}

function openThread(): Worker {
  underWay++;
  clearTimeout(idle);
  if (thread) return thread;
  const started = new Worker(join(__dirname, "parquet-thread-main.js"), { resourceLimits });
  // Requests keep the process running, not what they need. When it fails, the ports of its exports are closed.
  started.unref();
  started.on("error", () => undefined);
  started.on("exit", () => {
    if (thread === started) thread = undefined;
  });
  thread = started;
  return started;
}

function closeThread(): void {
  underWay--;
  if (underWay > 0) return;
  const unused = thread;
  const end = () => {
    if (thread === unused) thread = undefined;
    void unused?.terminate();
  };
  idle = setTimeout(end, longestIdleMs).unref();
}

/** The next message of the port; rejected when the thread is gone. */
function receiver(port: MessagePort): () => Promise<FromThread> {
  const received: FromThread[] = [];
  let waiting: PromiseWithResolvers<FromThread> | undefined;
  let isClosed = false;
  port.on("message", (message: FromThread) => {
    if (waiting) waiting.resolve(message);
    else received.push(message);
    waiting = undefined;
  });
  port.on("close", () => {
    isClosed = true;
    waiting?.reject(threadEnded());
  });
  return () => {
    const message = received.shift();
    if (message) return Promise.resolve(message);
    if (isClosed) return Promise.reject(threadEnded());
    waiting = Promise.withResolvers<FromThread>();
    return waiting.promise;
  };
}

function threadEnded(): Error {
  return new Error("The thread of the Parquet writer ended before the file.");
}

function send(port: MessagePort, message: ToThread): void {
  port.postMessage(message);
}

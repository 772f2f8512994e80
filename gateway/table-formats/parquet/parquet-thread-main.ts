import { type MessagePort, parentPort } from "node:worker_threads";
import {
  Compression,
  type RecordBatch,
  Table,
  transformParquetStream,
  WriterPropertiesBuilder,
} from "parquet-wasm/node";
import type { FromThread, OpenExport, ToThread } from "./parquet-thread";

/* What runs in the thread: each export has a port of its own, and they take turns batch by batch. */

/** As many rows as readers like to read at one go, in a bounded piece of memory. */
const rowGroupRows = 100_000;
const rowGroupBytes = 16 * 1024 * 1024;

parentPort?.on("message", ({ port, metadata }: OpenExport) => {
  serve(port, metadata).catch((error: unknown) => {
    send(port, { kind: "failed", message: String(error) });
    port.close();
  });
});

async function serve(port: MessagePort, metadata: ReadonlyMap<string, string>): Promise<void> {
  const receive = receiver(port);
  const source = new ReadableStream<RecordBatch>(
    {
      pull: async (controller) => {
        send(port, { kind: "want" });
        const message = await receive("batch", "end");
        if (message.kind !== "batch") return controller.close();
        const table = Table.fromIPCStream(message.stream);
        for (const batch of table.recordBatches()) controller.enqueue(batch);
        table.free();
      },
    },
    { highWaterMark: 0 },
  );
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(rowGroupRows)
    .setMaxRowGroupBytes(rowGroupBytes)
    .setCreatedBy("Hanoi Sector Graph")
    .setKeyValueMetadata(new Map(metadata))
    .build();
  const file: ReadableStream<Uint8Array<ArrayBuffer>> = await transformParquetStream(source, properties);
  for await (const bytes of file) {
    port.postMessage({ kind: "bytes", bytes } satisfies FromThread, [bytes.buffer]);
    await receive("taken");
  }
  send(port, { kind: "done" });
  port.close();
}

/** Waits for the next message of one of some kinds; rejected when the other side has closed the port. */
function receiver(port: MessagePort) {
  const waiting = new Map<ToThread["kind"], PromiseWithResolvers<ToThread>>();
  port.on("message", (message: ToThread) => {
    const receiving = waiting.get(message.kind);
    // Bytes may be on their way out while a batch is awaited: the one is not the other's answer.
    for (const [kind, other] of waiting) if (other === receiving) waiting.delete(kind);
    receiving?.resolve(message);
  });
  port.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("The export was given up."));
  });
  return (...kinds: ToThread["kind"][]): Promise<ToThread> => {
    const receiving = Promise.withResolvers<ToThread>();
    for (const kind of kinds) waiting.set(kind, receiving);
    return receiving.promise;
  };
}

function send(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}

import type { ServerResponse } from "node:http";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import Negotiator from "negotiator";

/** Writes the body of an answer that comes piece by piece, as fast as its client reads it. */
export interface BodyWriter {
  /** Resolves when more can be written. Throws when the client has gone, or has read nothing for too long. */
  write(piece: Uint8Array): Promise<void>;
  /** It is whole. Resolves when all of it has been handed over. */
  end(): Promise<void>;
  /** It ends here, and is not whole: what was written is handed over, and then the connection fails. */
  cut(): Promise<void>;
}

export type Encoding = "br" | "gzip" | "identity";

/** A client that reads nothing for so long has stopped, in milliseconds. */
const stallMs = 60_000;
/** What is compressed may wait for more, but not longer than this, in milliseconds. */
const flushEveryMs = 1_000;

/** The encodings of a text that grows while it is sent; files that are compressed within are sent as they are. */
export function encodingFor(acceptEncoding: string | string[] | undefined, isText: boolean): Encoding {
  if (!isText) return "identity";
  const headers = { "accept-encoding": String(acceptEncoding ?? "identity") };
  const chosen = new Negotiator({ headers }).encoding(["br", "gzip", "identity"]);
  return chosen === "br" || chosen === "gzip" ? chosen : "identity";
}

/** Throws what `signal` was aborted for, where it waits for the client. */
export function createBodyWriter(
  response: ServerResponse,
  encoding: Encoding,
  signal: AbortSignal,
): BodyWriter {
  const encoder = encoderOf(encoding);
  encoder?.pipe(response);
  const sink = encoder ?? response;
  let flushedAt = 0;
  const flush = () => {
    if (!encoder || performance.now() - flushedAt < flushEveryMs) return;
    flushedAt = performance.now();
    encoder.flush();
  };
  const drained = () =>
    new Promise<void>((resolve, reject) => {
      const settle = (error?: Error) => {
        clearTimeout(timer);
        sink.off("drain", onDrain);
        response.off("close", onClose);
        signal.removeEventListener("abort", onAbort);
        if (error) reject(error);
        else resolve();
      };
      const onDrain = () => settle();
      const onClose = () => settle(new Error("The client has gone."));
      const onAbort = () => settle(signal.reason instanceof Error ? signal.reason : new Error("Aborted."));
      const timer = setTimeout(
        () => settle(new Error(`The client has read nothing for ${stallMs / 1000} s.`)),
        stallMs,
      );
      sink.once("drain", onDrain);
      response.once("close", onClose);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  return {
    async write(piece) {
      if (response.destroyed) throw new Error("The client has gone.");
      const hasRoom = sink.write(piece);
      flush();
      if (!hasRoom) await drained();
    },
    end: () =>
      new Promise((resolve, reject) => {
        response.once("finish", resolve);
        response.once("close", () => reject(new Error("The client has gone.")));
        sink.end();
      }),
    async cut() {
      await handOver(response, encoder);
      // By HTTP/1.0 an answer ends with its connection: only a reset tells that it is not whole.
      if (response.shouldKeepAlive || response.useChunkedEncodingByDefault) response.destroy();
      else response.socket?.resetAndDestroy();
    },
  };
}

/** What was written is on its way to the client, or will not be within a second. */
async function handOver(response: ServerResponse, encoder: ReturnType<typeof encoderOf>): Promise<void> {
  if (response.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, 1_000);
  const empty = () => response.write("", () => resolve());
  if (encoder) encoder.flush(() => setImmediate(empty));
  else empty();
  response.once("close", resolve);
  await promise;
  clearTimeout(timer);
}

function encoderOf(encoding: Encoding) {
  switch (encoding) {
    case "br":
      return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
    case "gzip":
      return createGzip({ level: 6 });
    default:
      return undefined;
  }
}

import { PassThrough, type Readable } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import Negotiator from "negotiator";
import type { FormattedParts } from "./format-parts";

/**
 * The form that Apollo Client's Defer20220824Handler reads, urql, and Relay by meros. The boundary is one hyphen; some of them
 * know no other.
 */
export const partsHead = {
  "content-type": 'multipart/mixed; boundary="-"; deferSpec=20220824',
  // Proxies that collect an answer, or compress it, would send its parts together.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
} as const;

/** The encodings in which each part can be sent by itself, the best first. */
const encodings = ["br", "gzip", "identity"] as const;

type Encoding = (typeof encodings)[number];

export function encodingOfParts(acceptEncoding: string | string[] | undefined): Encoding {
  const headers = { "accept-encoding": String(acceptEncoding ?? "identity") };
  const chosen = new Negotiator({ headers }).encoding([...encodings]);
  return encodings.find((encoding) => encoding === chosen) ?? "identity";
}

/**
 * Sends each part as soon as it is there, with the boundary after it, or a client would read it only when the next one comes. Parts
 * do not wait for a slow reader: what it has not read are bytes, as of any answer, and the data behind them can go.
 */
export function sendParts({ first, rest }: FormattedParts, encoding: Encoding): Readable {
  const encoder = encoderOf(encoding);
  const send = (content: object, isFirst: boolean, hasNext: boolean) => {
    const body = JSON.stringify({ ...content, hasNext });
    const lead = isFirst ? "\r\n---\r\n" : "";
    const end = hasNext ? "\r\n---\r\n" : "\r\n-----\r\n";
    encoder.write(`${lead}content-type: application/json; charset=utf-8\r\n\r\n${body}${end}`);
  };
  const sendAll = async () => {
    send(first, true, true);
    for await (const { parts, hasNext } of rest) {
      // The client has gone.
      if (encoder.destroyed) return;
      send(parts.length === 0 ? {} : { incremental: parts }, false, hasNext);
    }
    encoder.end();
  };
  sendAll().catch((error: Error) => encoder.destroy(error));
  return encoder;
}

/** What is written is to be read at once, not when there is enough of it. */
function encoderOf(encoding: Encoding) {
  switch (encoding) {
    case "br":
      return createBrotliCompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
      });
    case "gzip":
      return createGzip({ flush: constants.Z_SYNC_FLUSH });
    default:
      return new PassThrough();
  }
}

import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyReply } from "fastify";
import { varyBy } from "../http/vary-by";
import { createPacedWriter, type PacedWriter } from "./paced-writer";

/** A response that goes on until it is ended. */
export interface OpenStream extends PacedWriter {
  /** Writes the last of it. */
  end(bytes: string): void;
}

/** How long a client may take to read the end, in milliseconds. */
const endMs = 1_000;

/**
 * Takes a response out of Fastify's hands, with the header fields that it has by then, and sends its head. Nothing
 * compresses it: a compressor holds back what it is given until it has enough of it, and holds memory for each.
 */
export function openStream(reply: FastifyReply, head: OutgoingHttpHeaders, stallMs: number): OpenStream {
  varyBy(reply, "accept");
  reply.hijack();
  reply.request.settle?.();
  const { raw } = reply;
  const writer = createPacedWriter({
    send: (bytes, done) => raw.write(bytes, done),
    stallMs,
    onStalled: () => raw.destroy(),
  });
  // A client that goes while it is written to is told by `close` alone.
  raw.on("error", () => {});
  raw.once("close", writer.close);
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...head })) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200);
  return {
    write: writer.write,
    drained: writer.drained,
    close: writer.close,
    get isDrained() {
      return writer.isDrained;
    },
    end(bytes) {
      raw.end(bytes);
      const late = setTimeout(() => raw.destroy(), endMs).unref();
      // From then on the connection is another request's.
      raw.once("close", () => clearTimeout(late));
    },
  };
}

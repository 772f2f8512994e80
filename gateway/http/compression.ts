import { constants } from "node:zlib";
import compress from "@fastify/compress";
import type { FastifyInstance } from "fastify";

/** In bytes. */
export const compressedFrom = 1024;

/**
 * Compresses answers from 1 kB on. Brotli at quality 4: its default, 11, is for files that are compressed
 * once, and takes longer than most queries.
 */
export async function registerCompression(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    threshold: compressedFrom,
    encodings: ["br", "zstd", "gzip"],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}

import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { varyBy } from "./vary-by";

/** A file that is read and compressed once, when it is first requested. */
export interface ServedFile {
  send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

interface Forms {
  etag: string;
  br: Buffer;
  gzip: Buffer;
  identity: Buffer;
}

/** For a file that changes with the next release under the same name: the client requests it each time. */
const revalidated = "no-cache";
/** For a file whose name has a hash of its content. */
export const immutable = "public, max-age=31536000, immutable";

/**
 * Answers with a validator and 304 when the client has this version already. By hand: @fastify/static serves files
 * that are compressed on disk, and these are compressed when the first visitor comes.
 */
export function createServedFile(
  type: string,
  read: () => string | Buffer,
  cacheControl = revalidated,
): ServedFile {
  let forms: Promise<Forms> | undefined;
  return {
    async send(request, reply) {
      forms ??= compress(Buffer.from(read()));
      const { etag, ...bodies } = await forms;
      reply.headers({ etag, "cache-control": cacheControl });
      varyBy(reply, "accept-encoding");
      if (request.headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
      const accepted = String(request.headers["accept-encoding"] ?? "");
      const encoding = (["br", "gzip"] as const).find((name) => accepts(accepted, name));
      if (encoding) reply.header("content-encoding", encoding);
      return reply.type(type).send(bodies[encoding ?? "identity"]);
    },
  };
}

/** Brotli at quality 5: a tenth of a second for the largest file, and within a tenth of the best size. */
async function compress(identity: Buffer): Promise<Forms> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return {
    etag: `W/"${createHash("sha256").update(identity).digest("base64url")}"`,
    br: await promisify(brotliCompress)(identity, { params }),
    gzip: await promisify(gzip)(identity),
    identity,
  };
}

/** Whether an Accept-Encoding names an encoding, and not with `q=0`. */
function accepts(header: string, encoding: string): boolean {
  const named = header.split(",").map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/),
  );
  return named.some(([name, quality = "1"]) => name === encoding && Number(quality) > 0);
}

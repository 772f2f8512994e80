import { createHash } from "node:crypto";
import { promisify } from "node:util";
import * as zlib from "node:zlib";

/** Encodings of kept answers, the best first: those of gateway/http/compression.ts. */
export const keptEncodings = ["br", "zstd", "gzip"] as const;
export type KeptEncoding = (typeof keptEncodings)[number];

/** The forms in which one answer is sent again, each made when it is first asked for. */
export interface AnswerForms {
  /** Hash of the answer's bytes, in base64url. */
  hash(): string;
  encoded(encoding: KeptEncoding): Promise<Buffer>;
}

const formsOfBytes = new WeakMap<Buffer, AnswerForms>();

/** Of an answer that is kept, or of one of its forms; undefined for any other. */
export function formsOf(bytes: Buffer): AnswerForms | undefined {
  return formsOfBytes.get(bytes);
}

/** Has an answer keep its forms; `grown` is told by how many bytes it has grown. */
export function keepForms(answer: Buffer, grown: (bytes: number) => void): void {
  const encoded = new Map<KeptEncoding, Promise<Buffer>>();
  let hash: string | undefined;
  const forms: AnswerForms = {
    hash() {
      hash ??= hashOfBytes(answer);
      return hash;
    },
    encoded(encoding) {
      const known = encoded.get(encoding);
      if (known) return known;
      const made = encode(answer, encoding).then((bytes) => {
        formsOfBytes.set(bytes, forms);
        grown(bytes.length);
        return bytes;
      });
      encoded.set(encoding, made);
      return made;
    },
  };
  formsOfBytes.set(answer, forms);
}

/** As ETags have it. */
export function hashOfBytes(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url");
}

const [brotli, gzip, zstd] = [
  promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliCompress),
  promisify<zlib.InputType, Buffer>(zlib.gzip),
  promisify<zlib.InputType, Buffer>(zlib.zstdCompress),
];

function encode(answer: Buffer, encoding: KeptEncoding): Promise<Buffer> {
  // The quality of what is sent once: most answers are sent again some times, and not for hours.
  if (encoding === "br") return brotli(answer, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } });
  return encoding === "zstd" ? zstd(answer) : gzip(answer);
}

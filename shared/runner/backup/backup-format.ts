import { z } from "zod";
import { StartupError } from "../embedded-postgres/startup-error";

/** The first line of a backup, JSON; behind it come the pieces, compressed, and sealed where there is a key. */
export type BackupHead = z.output<typeof headSchema>;

const headSchema = z.object({
  format: z.literal("hanoi-sector-graph backup"),
  version: z.literal(1),
  /** When it was begun, ISO 8601. */
  begunAt: z.string(),
  /** Of the server that it is of, e.g. `18`: it is restored into no other. */
  postgresMajor: z.string(),
  compression: z.literal("zstd"),
  encryption: z.literal("aes-256-gcm").nullable(),
  /** Hexadecimal; the key of this backup is derived with it. */
  salt: z.string().regex(/^[0-9a-f]{64}$/),
});

export const headDefaults = {
  format: "hanoi-sector-graph backup",
  version: 1,
  compression: "zstd",
} as const;

export function readHead(line: string, file: string): BackupHead {
  try {
    return headSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new StartupError(`${file} is no backup of \`npm run backup\`, or of a later release.`, { cause });
  }
}

/** Pieces as they stand in a backup: a letter for the kind, the length as four bytes, and the bytes. */
export const kinds = { a: "archive", m: "manifest" } as const;

export function frame(kind: (typeof kinds)[keyof typeof kinds], bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind === "archive" ? "a" : "m");
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** The pieces of a stream of frames. Throws where it ends within one. */
export async function* unframe(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<{ kind: (typeof kinds)[keyof typeof kinds]; bytes: Buffer }> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 5) {
      const length = held.readUInt32BE(1);
      if (held.length < 5 + length) break;
      const letter = String.fromCharCode(held[0] ?? 0);
      if (letter !== "a" && letter !== "m")
        throw new Error("Expected a piece of a backup; got something else.");
      yield { kind: kinds[letter], bytes: held.subarray(5, 5 + length) };
      held = held.subarray(5 + length);
    }
  }
  if (held.length > 0) throw new Error("Expected a whole backup; its end is missing.");
}

import { createHash } from "node:crypto";
import { z } from "zod";
import type { UnpackedFile } from "./untar";

/** https://www.postgresql.org/docs/18/backup-manifest-format.html */
const manifestSchema = z.object({
  "PostgreSQL-Backup-Manifest-Version": z.number(),
  Files: z.array(
    z.object({
      Path: z.string(),
      Size: z.number(),
      "Checksum-Algorithm": z.literal("SHA256"),
      Checksum: z.string(),
    }),
  ),
  "Manifest-Checksum": z.string(),
});

/**
 * Holds unpacked files against a backup's manifest: each that it names is there, with its length and checksum. What it does
 * not name is the log, which PostgreSQL checks by itself. Returns how many were compared; throws with the first that
 * differs.
 */
export function checkManifest(text: string, files: ReadonlyMap<string, UnpackedFile>): number {
  if (text === "") throw new Error("Expected a manifest; the end of the backup is missing.");
  const { Files: named, "Manifest-Checksum": ownChecksum } = manifestSchema.parse(JSON.parse(text));
  // Its own checksum is that of all lines but the last.
  const before = text.slice(0, text.lastIndexOf('"Manifest-Checksum"'));
  if (createHash("sha256").update(before).digest("hex") !== ownChecksum)
    throw new Error("Expected a manifest with its own checksum; it was changed.");
  for (const { Path: path, Size: bytes, Checksum: sha256 } of named) {
    const file = files.get(path);
    if (!file) throw new Error(`Expected the file ${path}, which the manifest names; it is missing.`);
    if (file.bytes !== bytes || file.sha256 !== sha256)
      throw new Error(`Expected ${path} as the manifest has it; it is another.`);
  }
  return named.length;
}

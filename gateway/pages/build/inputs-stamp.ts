import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot, projectRoot } from "../../../shared/base/project/project-root";

/*
 * Backend developers build often and change no page. So a build writes down which files of the checkout went into it and
 * a hash of them; the next one is needed when one of them has changed. Packages are known by package-lock.json.
 */

const stampSchema = z.object({ files: z.array(z.string()), hash: z.string() });

/** What decides how pages are built besides what they import. */
const always = ["package-lock.json", "gateway/pages/page-list.ts", "gateway/pages/build/build-pages.ts"].map(
  (file) => fromRoot(file),
);

/** Whether the files that a stamp names are as they were when it was written. */
export function isUpToDate(stampFile: string): boolean {
  const stamp = readStamp(stampFile);
  return stamp !== undefined && hashOf(stamp.files) === stamp.hash;
}

/** Writes the stamp of a build that has read the files at these paths, some of which may be virtual or of packages. */
export function writeStamp(stampFile: string, inputs: readonly string[]): void {
  const own = inputs.filter((path) => path.startsWith(projectRoot) && !path.includes("node_modules"));
  const files = [...new Set([...always, ...own.map((path) => path.replace(/\?.*$/, ""))])].toSorted();
  writeFileSync(stampFile, JSON.stringify({ files, hash: hashOf(files) }));
}

function readStamp(stampFile: string): z.infer<typeof stampSchema> | undefined {
  try {
    return stampSchema.parse(JSON.parse(readFileSync(stampFile, "utf8")));
  } catch {
    // There was no build yet, or it was killed while it wrote this.
    return undefined;
  }
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(file);
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

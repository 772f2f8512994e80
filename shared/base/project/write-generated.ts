import { renameSync, rmSync, writeFileSync } from "node:fs";

export interface GeneratedFile {
  file: string;
  text: string;
}

/**
 * Writes files that belong together: first all of them beside what is there, then each into its place, in their order.
 * Where one cannot be written, what was there stays; nobody ever reads half of a file.
 */
export function writeGenerated(files: readonly GeneratedFile[]): void {
  const drafts = files.map(({ file, text }) => ({ file, text, draft: `${file}.new` }));
  try {
    for (const { draft, text } of drafts) writeFileSync(draft, text);
    for (const { draft, file } of drafts) renameSync(draft, file);
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}

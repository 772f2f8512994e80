import { dirname } from "node:path";

const mostFiles = 20;

/** Folders with more files than one can keep apart, tests counted by themselves: a sentence for each. */
export function roomSizes(files: readonly string[]): string[] {
  const code = files.filter((file) => /\.tsx?$/.test(file));
  const rooms = Map.groupBy(
    code,
    (file) => `${dirname(file)}/${file.endsWith(".test.ts") ? "*.test.ts" : "*.ts"}`,
  );
  return [...rooms].flatMap(([room, { length }]) =>
    length > mostFiles ? [`${room}: expected at most ${mostFiles} files in a folder; got ${length}.`] : [],
  );
}

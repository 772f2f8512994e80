import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What the files of a subgraph's folder get wrong: a sentence each, with the file. */
export function sourceProblems(directory: string): string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|sql)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const read = files.map((file) => ({
    file: relative(directory, file),
    text: readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|--.*$/gm, ""),
  }));
  return [...searchProblems(read), ...read.flatMap(clockProblems)];
}

interface SourceFile {
  file: string;
  text: string;
}

/** `search_text` is a function of the subgraph's own database, which its baseline has to make. */
function searchProblems(read: readonly SourceFile[]): string[] {
  const user = read.find(({ text }) => text.includes("search_text("));
  const isMade = read.some(
    ({ file, text }) => /^migrations\//.test(file) && text.includes("createSearchFunction("),
  );
  if (user === undefined || isMade) return [];
  return [
    `${user.file} uses search_text, and no migration makes it. Call createSearchFunction(runner) first in up() of migrations/, and dropSearchFunction last in down().`,
  ];
}

/** Outside tests and migrations time comes from the context: an answer of a past day must not depend on the machine's. */
function clockProblems({ file, text }: SourceFile): string[] {
  if (/\.(test|fixture)\.ts$|^migrations\/|\.sql$/.test(file)) return [];
  if (!/\bnew Date\(\)|\bDate\.now\(\)/.test(text)) return [];
  return [
    `${file} asks the machine what time it is. Take context.clock.now(), or today(context.clock) for Hanoi's day.`,
  ];
}

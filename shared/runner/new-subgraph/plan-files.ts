import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fromRoot } from "../../base/project/project-root";
import type { NewSubgraph } from "./read-arguments";
import { rename } from "./rename-text";

/** A file to be written. */
export interface PlannedFile {
  /** From the checkout's folder on: `subgraphs/education/school/school.ts`. */
  path: string;
  text: string;
}

/** The sector that is copied: complete, compiled, and tested where it stands. */
const source = ["test", "sector", "bazaar"];

/** The files of a new sector, each made of one of the copied sector; nothing is written. */
export function planFiles(asked: NewSubgraph): PlannedFile[] {
  const root = fromRoot(...source);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => {
      const path = join("subgraphs", asked.sector, rename(relative(root, file), asked));
      const text = moveImports(readFileSync(file, "utf8"), file, fromRoot(path), root);
      return { path, text: rename(text, asked) };
    });
}

/** What is imported from outside the copied sector is as far away as it is from where the file goes. */
function moveImports(text: string, from: string, to: string, root: string): string {
  return text.replace(/(from |import )"(\.[^"]*)"/g, (whole, word: string, named: string) => {
    const target = join(dirname(from), named);
    if (!relative(root, target).startsWith("..")) return whole;
    const moved = relative(dirname(to), target);
    return `${word}"${moved.startsWith(".") ? moved : `./${moved}`}"`;
  });
}

import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Absolute path of the checkout: the nearest folder above this file that holds package.json. */
export const projectRoot = findUpwards(__dirname, "package.json");

/** Absolute path of a file of the checkout, e.g. `fromRoot("subgraphs", "tasks", "schema.graphql")`. */
export function fromRoot(...segments: string[]): string {
  return join(projectRoot, ...segments);
}

/** Absolute path of a file next to a compiled one, whose folder is `__dirname`: only code is compiled. */
export function fromSource(directory: string, file: string): string {
  return join(projectRoot, relative(join(projectRoot, "dist"), directory), file);
}

function findUpwards(start: string, file: string): string {
  if (existsSync(join(start, file))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error(`Expected ${file} in a folder above ${__dirname}; found none.`);
  return findUpwards(parent, file);
}

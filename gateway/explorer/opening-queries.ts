import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";

/**
 * The queries that the explorer opens with, in the order of their files in `subgraphs/common/explorer/`.
 * A test runs each of them against the graph.
 */
export function readOpeningQueries(): { file: string; query: string }[] {
  const folder = fromRoot("subgraphs", "common", "explorer");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => ({ file, query: readFileSync(join(folder, file), "utf8") }));
}

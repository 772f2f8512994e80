import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";

/** A query with which the explorer answers something that people ask. */
export interface OpeningQuery {
  /** Of its file: `1-one-ward.graphql`. */
  file: string;
  /** The subgraph that it is about, or `city` where it goes across several. */
  sector: string;
  /** What it answers, in Vietnamese and English. */
  title: { vi: string; en: string };
  /** As it is shown in the editor, its titles above its own comment. */
  query: string;
}

const line = (name: string) => new RegExp(`^# ${name}: (.+)\\n`, "m");

/**
 * The explorer's opening queries, in the order of their files in `subgraphs/common/explorer/`. A file begins with the
 * lines `# sector: …`, `# vi: …` and `# en: …`. A test runs each of them against the graph.
 */
export function readOpeningQueries(): OpeningQuery[] {
  const folder = fromRoot("subgraphs", "common", "explorer");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .map((file) => readOpeningQuery(file, readFileSync(join(folder, file), "utf8")));
}

function readOpeningQuery(file: string, text: string): OpeningQuery {
  const read = (name: string) => {
    const value = line(name).exec(text)?.[1];
    if (value === undefined) throw new Error(`Expected a line "# ${name}: …" in ${file}; got none.`);
    return value;
  };
  return {
    file,
    sector: read("sector"),
    title: { vi: read("vi"), en: read("en") },
    query: text.replace(line("sector"), "").replace(/^# (?:vi|en): /gm, "# "),
  };
}

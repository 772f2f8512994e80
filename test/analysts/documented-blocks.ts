import { readFileSync } from "node:fs";
import { fromRoot } from "../../shared/base/project/project-root";

/** A block of docs/analysts.md that is run. */
export interface DocumentedBlock {
  /** The file's name, which tells the program. */
  name: string;
  text: string;
  /** What it prints, where the document says so. */
  prints: string | undefined;
}

/** The address that stands in docs/analysts.md for that of a graph. */
const exampleOrigin = "https://graph.example";

/** The blocks that have a file's name, for a graph that runs; `keys` has the key of a share by format. */
export function documentedBlocks(origin: string, keys: Readonly<Record<string, string>>): DocumentedBlock[] {
  const document = readFileSync(fromRoot("docs", "analysts.md"), "utf8");
  const blocks = document.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$(?:\n\n```text\n([\s\S]*?)^```$)?/gm);
  return [...blocks].map(([, name = "", text = "", prints]) => ({
    name,
    text: text
      .replaceAll(exampleOrigin, origin)
      .replaceAll(/\.(\w+)\?share=KEY/g, (_, format) => `.${format}?share=${keys[format] ?? "none"}`),
    prints,
  }));
}

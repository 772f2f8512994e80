import { readFileSync } from "node:fs";
import { fromRoot } from "../../shared/base/project/project-root";

/** The address that stands in docs/clients.md for that of a graph. */
const exampleOrigin = "https://graph.example";

/** The blocks of docs/clients.md that have a file's name, with the address of a graph that runs. */
export function documentedFiles(origin: string): { name: string; text: string }[] {
  const document = readFileSync(fromRoot("docs", "clients.md"), "utf8");
  const blocks = [...document.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, name = "", text = ""]) => ({ name, text: text.replaceAll(exampleOrigin, origin) }));
}

import "../base/process/check-node";
import { existsSync } from "node:fs";
import { fromRoot } from "../base/project/project-root";
import { readSubgraphList } from "../base/project/subgraph-list";

/**
 * `npm run import -- tasks FILE.csv …`: hands over to the subgraph's own process, as `main.js import FILE.csv …`.
 * Loaded by its path, as a file: shared/ knows no sector.
 */
const [node = "node", , name, ...rest] = process.argv;
const names = readSubgraphList().map((listed) => listed.name);
const main = fromRoot("dist", "subgraphs", name ?? "", "main.js");

if (name === undefined || !names.includes(name)) {
  console.error(`Expected the name of a subgraph, one of ${names.join(", ")}; got ${name ?? "none"}.`);
  process.exitCode = 1;
} else if (!existsSync(main)) {
  console.error(`Expected subgraphs/${name}/main.ts, built by npm run build; it is not there.`);
  process.exitCode = 1;
} else {
  process.argv = [node, main, "import", ...rest];
  require(main);
}

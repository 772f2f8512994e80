import "../../base/process/check-node";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSubgraphList } from "../../base/project/subgraph-list";

/**
 * `npm run subgraph -- tasks [up|serve|migrate|seed|drift|schema]`: one subgraph as a process of its own. Loaded by
 * its path, as a file: shared/ knows no sector.
 */
// Before graphql is loaded, which otherwise checks each type that it meets for a second copy of itself.
process.env.NODE_ENV = process.env.NODE_ENV ?? "production";

const [, , name, verb] = process.argv;
const names = readSubgraphList().map((listed) => listed.name);
const main = join(__dirname, "..", "..", "..", "subgraphs", name ?? "", "main.js");

if (name === undefined || !names.includes(name)) {
  console.error(`Expected the name of a subgraph, one of ${names.join(", ")}; got ${name ?? "none"}.`);
  process.exitCode = 1;
} else if (!existsSync(main)) {
  console.error(`Expected subgraphs/${name}/main.ts, built by npm run build; it is not there.`);
  process.exitCode = 1;
} else {
  process.argv = [process.argv[0] ?? "node", main, ...(verb === undefined ? [] : [verb])];
  require(main);
}

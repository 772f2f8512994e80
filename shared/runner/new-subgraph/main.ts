import "../../base/process/check-node";
import { readSubgraphList } from "../../base/project/subgraph-list";
import { readKnownNames } from "./known-names";
import { makeSubgraph } from "./make-subgraph";
import { nameProblems } from "./name-problems";
import { nextSteps } from "./next-steps";
import { planFiles } from "./plan-files";
import { readArguments, usage } from "./read-arguments";

/* `npm run new-subgraph -- education --type School`: a complete sector, of the one shape that all have. */

function main(argv: readonly string[]): void {
  const asked = readArguments(argv);
  if (asked === "help") {
    console.log(usage);
    return;
  }
  const problems = nameProblems(asked, readKnownNames());
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const files = planFiles(asked);
  const port = asked.port ?? Math.max(...readSubgraphList().map((one) => one.port)) + 1;
  if (asked.dryRun) {
    console.log(
      `Would write ${files.length} files, and "${asked.sector}": ${port} into subgraphs/list.json:`,
    );
    for (const { path } of files) console.log(`  ${path}`);
    return;
  }
  makeSubgraph(asked, port, files, (step) => console.log(`new-subgraph ${step}`));
  console.log(nextSteps(asked));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

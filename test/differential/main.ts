import "../../shared/base/process/check-node";
import "../../gateway/config/environment";
import { parseArgs } from "node:util";
import { asOneSchema, inParts } from "./checks";
import { findWrong } from "./find-wrong";
import { openGateway } from "./gateway-under-test";
import { testGraphs } from "./supergraphs/test-graphs";
import { illnessArbitrary } from "./world/illness";
import { buildGraph } from "./world/test-graph";

/**
 * `npm run test:differential -- --runs 20000 --seed 7`: as many random operations, over all graphs of this folder in equal
 * parts or over one (`--graph shop`); with `--parts` those are answered in parts. Prints the smallest of each graph that is answered wrong, and ends with 1.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      graph: { type: "string" },
      path: { type: "string" },
      parts: { type: "boolean", default: false },
    },
  });
  const all = testGraphs();
  const graphs = all.filter(({ name }) => values.graph === undefined || name === values.graph);
  if (graphs.length === 0)
    throw new Error(`Expected a graph among ${all.map(({ name }) => name).join(", ")}.`);
  const runs = Math.ceil(wholeNumber("runs", values.runs) / graphs.length);
  const seed = wholeNumber("seed", values.seed);
  for (const graph of graphs.map(buildGraph)) {
    const gateway = openGateway(graph.supergraphSdl, { mergesFetches: !values.parts });
    const began = performance.now();
    const illnesses = illnessArbitrary([...graph.schemas.keys()]);
    const flag = values.parts ? "--parts" : "";
    const options = { runs, seed, path: values.path, illnesses, flag };
    let refused = 0;
    const check = values.parts ? inParts(graph, gateway) : asOneSchema(graph, gateway, () => refused++);
    const wrong = await findWrong(graph, check, options);
    const seconds = Math.round((performance.now() - began) / 1000);
    if (wrong === undefined) {
      const all = refused === 0 ? `${runs}` : `${runs - refused} of ${runs}`;
      console.log(`${graph.name}: ${all} operations are answered as by one schema (${seconds} s).`);
      if (refused > 0) console.log(`${graph.name}: ${refused} are refused as too complex to plan.`);
      if (refused > runs / 100) process.exitCode = 1;
      continue;
    }
    console.error(`\n${wrong}\n`);
    process.exitCode = 1;
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`Expected a whole number for --${name}; got ${text}.`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

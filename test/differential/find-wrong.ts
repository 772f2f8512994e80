import fc from "fast-check";
import type { Operation } from "./operations/operation";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { smallest } from "./operations/smallest";
import { type Illness, illsOf } from "./world/illness";
import { type Ills, well } from "./world/ills";
import type { BuiltGraph } from "./world/test-graph";

/** Says what is wrong with the answer to an operation; undefined when nothing is. */
export type Check = (operation: Operation, ills: Ills) => Promise<string | undefined>;

export interface FindOptions {
  runs: number;
  seed: number;
  /** Where an earlier run of the same seed has ended, to begin there. */
  path?: string | undefined;
  illnesses: fc.Arbitrary<Illness>;
  /** What names the check on the command line, e.g. `--parts`. */
  flag?: string;
}

/**
 * Puts random operations to a check. Gives the smallest that does not pass, and how to ask it again; undefined when all do.
 */
export async function findWrong(
  { name, apiSchema, world }: BuiltGraph,
  check: Check,
  { runs, seed, path, illnesses, flag = "" }: FindOptions,
): Promise<string | undefined> {
  const operations = operationArbitrary(apiSchema, world.ownership.tellingNames());
  const passes = async (operation: Operation, illness: Illness) =>
    (await check(operation, illsOf(illness))) === undefined;
  const { counterexample, counterexamplePath } = await fc.check(
    fc.asyncProperty(operations, illnesses, passes),
    { ...{ numRuns: runs, seed, endOnFailure: true }, ...(path !== undefined && { path }) },
  );
  if (!counterexample) return undefined;
  const [found, ill] = counterexample;
  const illness: Illness = (await passes(found, well)) ? ill : well;
  const operation = await smallest(apiSchema, found, async (each) => !(await passes(each, illness)));
  const { kind, salt, subgraph = "all subgraphs" } = illness;
  return [
    `Over ${name}, with ${kind === "none" ? "nothing wrong" : `${kind} (${salt}) in ${subgraph}`}:`,
    operation.query,
    `variables ${JSON.stringify(operation.variables)}`,
    (await check(operation, illsOf(illness))) ?? "Not a second time: it depends on what was asked before.",
    `Again: npm run test:differential -- --graph "${name}" --seed ${seed} --path ${counterexamplePath} ${flag}`.trim(),
  ].join("\n");
}

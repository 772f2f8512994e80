import "../../shared/base/process/check-node";
import { table } from "../bench/support/measure";
import { judgeSoak } from "./judge-soak";
import { runSoak } from "./run-soak";

/**
 * `npm run soak`: a graph of its own under a mixed load for SOAK_MINUTES (60), at SOAK_RATE requests a second (10), held to the
 * rules of docs/operations.md ("Soak"). Ctrl-C judges what was seen so far. SOAK_HEAP=off: heaps are not looked at, so that the
 * times are those of the graph alone. Exits with 1 where a rule does not hold.
 */
async function main(): Promise<void> {
  const minutes = Number(process.env.SOAK_MINUTES ?? 60);
  const rate = Number(process.env.SOAK_RATE ?? 10);
  if (!(minutes > 0 && rate > 0))
    throw new Error("Expected SOAK_MINUTES and SOAK_RATE, if given, to be numbers above 0.");
  const looksAtHeaps = process.env.SOAK_HEAP !== "off";
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort());
  const { seen, counts } = await runSoak({ minutes, rate, looksAtHeaps }, ending.signal, (line) =>
    console.log(line),
  );
  const judgements = judgeSoak(seen);
  console.log(`\n${seen.minutes.toFixed(0)} minutes; ${counts}\n`);
  for (const failure of seen.failures.slice(0, 20)) console.log(`failed: ${failure}`);
  console.log(
    table(
      ["rule", "found", ""],
      judgements.map(({ rule, found, holds }) => [rule, found, holds ? "holds" : "does not hold"]),
    ),
  );
  if (judgements.some(({ holds }) => !holds)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

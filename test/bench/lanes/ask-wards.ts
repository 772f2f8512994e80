import "../../../shared/base/process/check-node";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../../shared/base/project/project-root";

/** What everybody else is answered meanwhile. */
export interface AskedWards {
  /** Of each query, in the order of the answers. */
  times: number[];
  failed: number;
}

const ward = readFileSync(fromRoot("subgraphs", "common", "explorer", "1-one-ward.graphql"), "utf8");
/** Ten a second. */
const betweenMs = 100;

/**
 * A process of its own, told an origin and for how long: in that of a hundred askers it would wait for them. Asks for a
 * ward whether the last has been answered or not, and prints what it was answered.
 */
async function main([origin = "", runMs = "0"]: string[]): Promise<void> {
  const asked: AskedWards = { times: [], failed: 0 };
  const ask = async () => {
    const begun = performance.now();
    const answer = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: ward }),
    }).then(
      (response) => response.text(),
      () => '"errors"',
    );
    asked.times.push(performance.now() - begun);
    if (answer.includes('"errors"')) asked.failed += 1;
  };
  // Connected, and the code compiled, before it counts.
  for (let warm = 0; warm < 20; warm += 1) await ask();
  [asked.times, asked.failed] = [[], 0];
  const asking: Promise<void>[] = [];
  const begun = performance.now();
  for (let due = begun; due < begun + Number(runMs); due += betweenMs) {
    await sleep(Math.max(0, due - performance.now()));
    asking.push(ask());
  }
  await Promise.all(asking);
  process.stdout.write(JSON.stringify(asked));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

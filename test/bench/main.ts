import "../../shared/base/process/check-node";
import { readdirSync } from "node:fs";
import { cpus, release } from "node:os";
import { basename, join } from "node:path";
import { withBenchCluster } from "./support/bench-cluster";

/**
 * `npm run bench -- tasks`: runs `<name>.bench.ts` of this folder or one in it, which prints its table. Without a name it runs
 * all of them. Figures are of this machine; what counts is their ratio to the baseline of the same run.
 */
async function main(): Promise<void> {
  // As the supervisor starts every process; read when graphql is loaded, with the first bench.
  process.env.NODE_ENV = process.env.NODE_ENV ?? "production";
  const files = new Map(
    readdirSync(__dirname, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".bench.js"))
      .map((file) => [basename(file, ".bench.js"), file]),
  );
  const all = [...files.keys()];
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !files.has(name));
  if (unknown.length > 0)
    throw new Error(`Expected benches among ${all.join(", ")}; got ${unknown.join(", ")}.`);
  const processor = cpus()[0]?.model ?? "unknown";
  console.log(`Node.js ${process.version}, Linux ${release()}, ${cpus().length} cores of ${processor}\n`);
  for (const name of asked.length > 0 ? asked : all) {
    const bench: { run(): Promise<void> } = require(join(__dirname, files.get(name) ?? ""));
    console.log(`## ${name}\n`);
    await withBenchCluster(() => bench.run());
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

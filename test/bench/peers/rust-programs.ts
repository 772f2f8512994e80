import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";

const version = "0.2.19";

/**
 * The program of Hive Router, built from crates.io when it is first wanted, into a folder of its own that is not committed: about
 * 20 minutes. `graphiql` spares it the page that its build would fetch from npm. Undefined where there is no Rust.
 */
export function findHiveRouter(): string | undefined {
  const root = fromRoot(".foreign", `hive-router-${version}`);
  const program = join(root, "bin", "hive_router");
  if (existsSync(program)) return program;
  const words = ["install", "hive-router", "--version", version, "--bin", "hive_router", "--locked"];
  return cargo(fromRoot(), [...words, "--features", "graphiql", "--root", root]) ? program : undefined;
}

/** The subgraphs of a checkout of the public benchmark, built where it stands. Undefined where there is no Rust. */
export function findBenchmarkSubgraphs(checkout: string): string | undefined {
  const program = join(checkout, "target", "release", "subgraphs");
  if (existsSync(program)) return program;
  return cargo(checkout, ["build", "--release", "--locked"]) ? program : undefined;
}

/** False where cargo is not there; throws where it fails. */
function cargo(cwd: string, words: readonly string[]): boolean {
  console.log(`cargo ${words.join(" ")} …`);
  const { error, status } = spawnSync("cargo", words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if (error && "code" in error && error.code === "ENOENT") return false;
  if (status !== 0) throw new Error(`Expected cargo ${words[0]} to end with 0, got ${status ?? error}.`);
  return true;
}

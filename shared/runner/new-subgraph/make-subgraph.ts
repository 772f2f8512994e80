import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromRoot, projectRoot } from "../../base/project/project-root";
import type { PlannedFile } from "./plan-files";
import type { NewSubgraph } from "./read-arguments";

/**
 * Writes the files of a new sector, adds it to the list, and has everything made that is generated of it. Where a step
 * fails nothing of the sector is left, but for what was generated, which `npm run schema && npm run compose` make anew.
 *
 * @param say is told each step as it begins.
 */
export function makeSubgraph(
  { sector }: NewSubgraph,
  port: number,
  files: readonly PlannedFile[],
  say: (step: string) => void,
): void {
  const list = fromRoot("subgraphs", "list.json");
  const before = readFileSync(list, "utf8");
  try {
    say(`writes ${files.length} files into subgraphs/${sector}`);
    for (const { path, text } of files) {
      mkdirSync(dirname(fromRoot(path)), { recursive: true });
      writeFileSync(fromRoot(path), text, { flag: "wx" });
    }
    const names: Record<string, unknown> = JSON.parse(before);
    writeFileSync(list, `${JSON.stringify({ ...names, [sector]: port }, null, 2)}\n`);
    say("formats them");
    run("node_modules/@biomejs/biome/bin/biome", "check", "--write", `subgraphs/${sector}`);
    say("compiles");
    run("node_modules/typescript/bin/tsc", "--build");
    say("writes the schemas");
    run("dist/shared/runner/check/main.js", "--write");
    say("composes");
    run("dist/gateway/compose.js");
    run("dist/gateway/compose.js", "--check");
  } catch (error) {
    rmSync(fromRoot("subgraphs", sector), { recursive: true, force: true });
    rmSync(fromRoot("dist", "subgraphs", sector), { recursive: true, force: true });
    writeFileSync(list, before);
    throw error;
  }
}

/** Runs a script of the checkout. What it printed is told when it fails. */
function run(script: string, ...args: string[]): void {
  if (!existsSync(fromRoot(script))) throw new Error(`Expected ${script}: run npm install first.`);
  try {
    execFileSync(process.execPath, [fromRoot(script), ...args], { cwd: projectRoot, stdio: "pipe" });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: Buffer | string; stderr?: Buffer | string };
    throw new Error(`${script} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

import "../../shared/base/process/check-node";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type AuditOutcome, runSuite } from "./run-suite";
import { type ServedAudit, serveAudit } from "./serve-audit";

/**
 * `npm run audit:federation -- FOLDER [SUITE …]`: the public audit of federation gateways over ours, one gateway process
 * a suite. FOLDER is a checkout of https://github.com/graphql-hive/federation-gateway-audit with its packages installed
 * (npm ci). Ends with 1 when anything fails.
 */
async function main(): Promise<void> {
  const [checkout, ...asked] = process.argv.slice(2);
  if (!checkout) throw new Error("Expected a folder: npm run audit:federation -- FOLDER [SUITE …]");
  const folder = mkdtempSync(join(tmpdir(), "federation-audit-"));
  const audit = await serveAudit(resolve(checkout));
  try {
    const outcomes: AuditOutcome[] = [];
    for (const suite of await suitesOf(audit, asked)) {
      const ofSuite = await runSuite(audit, suite, folder);
      console.log(`${suite.padEnd(40)} ${ofSuite.map(({ passed }) => (passed ? "." : "X")).join("")}`);
      outcomes.push(...ofSuite);
    }
    tell(outcomes);
  } finally {
    await audit.stop();
    rmSync(folder, { recursive: true });
  }
}

async function suitesOf(audit: ServedAudit, asked: readonly string[]): Promise<string[]> {
  const all = await audit.suites();
  const unknown = asked.filter((suite) => !all.includes(suite));
  if (unknown.length > 0)
    throw new Error(`Expected suites among ${all.join(", ")}; got ${unknown.join(", ")}.`);
  return asked.length > 0 ? [...asked] : all;
}

function tell(outcomes: readonly AuditOutcome[]): void {
  const failed = outcomes.filter(({ passed }) => !passed);
  for (const { name, query, expected, answer } of failed) {
    console.log(`\n${name}: ${query.replaceAll(/\s+/g, " ").trim()}`);
    console.log(`  expected ${JSON.stringify(expected)}\n  got      ${JSON.stringify(answer)}`);
  }
  console.log(`\n${outcomes.length - failed.length} of ${outcomes.length} pass.`);
  if (failed.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

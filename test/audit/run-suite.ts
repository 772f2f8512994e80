import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { startGatewayProcess } from "../support/gateway/gateway-process";
import { postQuery } from "../support/gateway/gateway-request";
import type { AuditCase, ServedAudit } from "./serve-audit";

export interface AuditOutcome extends AuditCase {
  /** As the audit names it: `keys-mashup_0`. */
  name: string;
  passed: boolean;
  /** The whole answer. */
  answer: unknown;
}

/** Asks a gateway of its own, in a process of its own, every question of a suite. `folder` is for its files. */
export async function runSuite(audit: ServedAudit, suite: string, folder: string): Promise<AuditOutcome[]> {
  const supergraph = join(folder, `${suite}.graphql`);
  writeFileSync(supergraph, await audit.supergraph(suite));
  const gateway = startGatewayProcess({
    SUPERGRAPH: supergraph,
    DATA_DIRECTORY: folder,
    GATEWAY_PORT: "0",
    GATEWAY_IDENTITY: "off",
    // The audit is of answers, not of what they may cost.
    BUDGET_PUBLIC: "1000000000",
    FRESHNESS_INTERVAL_MS: "0",
    LOG_LEVEL: "error",
  });
  try {
    const report = await Promise.race([gateway.firstReport, gateway.ended]);
    if (!("kind" in report) || report.kind !== "ready") {
      throw new Error(
        `Expected a gateway for ${suite} to be ready; it ended with ${JSON.stringify(report)}.`,
      );
    }
    const outcomes: AuditOutcome[] = [];
    for (const [number, query] of (await audit.queries(suite)).entries()) {
      const { body: answer } = await postQuery(report.url, query.query);
      const passed = meets(answer, query.expected);
      outcomes.push({ ...query, name: `${suite}_${number}`, passed, answer });
    }
    return outcomes;
  } finally {
    gateway.terminate();
    await gateway.ended;
  }
}

/** As the audit compares: the data, and whether there are errors where it says so. */
function meets(answer: unknown, expected: AuditCase["expected"]): boolean {
  const { data = null, errors = [] } = answer as { data?: unknown; errors?: unknown[] };
  const asExpected = expected.errors === undefined || expected.errors === errors.length > 0;
  return asExpected && isDeepStrictEqual(data, expected.data ?? null);
}

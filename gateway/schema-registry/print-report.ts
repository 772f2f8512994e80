import type { CheckReport } from "./check-report";
import type { ChangeUse } from "./judge-changes";

/** A report as people read it on a terminal: what breaks with whom, then what may surprise, then how much is safe. */
export function printReport(report: CheckReport): string {
  const { subgraph, verdict, problems, changes, counts, days, recordedSince } = report;
  if (verdict === "not_composed")
    return [`${subgraph} does not compose with the other subgraphs:`, ...problems.map(indented)].join("\n");
  const lines = changes
    .filter(({ severity }) => severity !== "safe")
    .flatMap(({ severity, message, uses, isUsed, isAccepted }) => [
      `${severity}${isAccepted ? ", accepted" : ""}: ${message}${isUsed ? "" : " Nobody uses it."}`,
      ...uses.map((use) => indented(describeUse(use))),
    ]);
  const recorded = recordedSince === null ? "nothing is recorded" : `recorded since ${recordedSince}`;
  return [
    ...lines,
    `${counts.breaking} breaking, ${counts.dangerous} dangerous, ${counts.safe} safe changes; looked at ${days} days, ${recorded}.`,
    verdict === "passed"
      ? `${subgraph} may be published.`
      : `${subgraph} is refused: what breaks is used. Publish it with --accept COORDINATE for each change that is to be made all the same.`,
  ].join("\n");
}

const indented = (line: string) => `  ${line}`;

function describeUse({
  source,
  client,
  clientVersion,
  operation,
  count,
  lastAt,
  problem,
}: ChangeUse): string {
  if (source !== "recorded")
    return `${{ trusted: "trusted document of", saved: "saved query", gateway: "fact of the gateway" }[source]} ${client}${problem === undefined ? "" : `: ${problem}`}`;
  const who = client === "" ? "a client without a name" : [client, clientVersion].filter(Boolean).join(" ");
  return `${who}: ${operation ?? "an operation without a name"}, ${count} times, last at ${lastAt}`;
}

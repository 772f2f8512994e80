import type { Severity } from "../schema-changes/schema-change";
import { type ChangeUse, type JudgedChange, refusing } from "./judge-changes";

/** What a proposed schema would do, as pipelines and pages read it. */
export interface CheckReport {
  subgraph: string;
  /** refused: it would break somebody; not_composed: it does not fit the other subgraphs. */
  verdict: "passed" | "refused" | "not_composed";
  /** Why it does not compose, a line for each reason. */
  problems: readonly string[];
  /** Days back from today whose use was looked at, and the first of them, of Hanoi. */
  days: number;
  since: string;
  /** The first day of which anything is recorded; null: nothing is. Behind `since`, who used it before is not known. */
  recordedSince: string | null;
  counts: Readonly<Record<Severity, number>>;
  /** The worst first; at most 500. */
  changes: readonly JudgedChange[];
  /** In a few sentences. */
  summary: string;
}

const mostChanges = 500;
const mostTold = 5;

export function reportOf(
  subgraph: string,
  changes: readonly JudgedChange[],
  looked: Pick<CheckReport, "days" | "since" | "recordedSince">,
): CheckReport {
  const counts = { breaking: 0, dangerous: 0, safe: 0 };
  for (const { severity } of changes) counts[severity]++;
  const refused = refusing(changes);
  return {
    ...{ subgraph, verdict: refused.length > 0 ? "refused" : "passed", problems: [], ...looked, counts },
    changes: changes.slice(0, mostChanges),
    summary: summaryOf(changes, counts, looked),
  };
}

/** Of one that does not compose. */
export function notComposed(
  subgraph: string,
  message: string,
  looked: Pick<CheckReport, "days" | "since" | "recordedSince">,
): CheckReport {
  const problems = message.split("\n");
  return {
    ...{ subgraph, verdict: "not_composed", problems, ...looked },
    ...{ counts: { breaking: 0, dangerous: 0, safe: 0 }, changes: [], summary: problems[0] ?? "" },
  };
}

/** What keeps it from being published, each change with whom it breaks; else how many changes there are. */
export function summaryOf(
  changes: readonly JudgedChange[],
  counts: CheckReport["counts"],
  { days, since, recordedSince }: Pick<CheckReport, "days" | "since" | "recordedSince">,
): string {
  const refused = refusing(changes);
  if (refused.length > 0) {
    const told = refused.slice(0, mostTold).map((change) => `${change.message} Used by ${usersOf(change)}.`);
    const more = refused.length > mostTold ? [`And ${refused.length - mostTold} more.`] : [];
    return [...told, ...more].join(" ");
  }
  const unused = changes.filter(({ severity, isUsed }) => severity === "breaking" && !isUsed).length;
  const short = recordedSince === null ? "nothing is recorded" : `recorded since ${recordedSince}`;
  const looked = recordedSince !== null && recordedSince <= since ? "" : ` (${short})`;
  const unusedPart =
    unused > 0
      ? ` What breaks is used by nobody in the last ${days} days${looked}, by ${unused} changes.`
      : "";
  return `${counts.breaking} breaking, ${counts.dangerous} dangerous, ${counts.safe} safe changes.${unusedPart}`;
}

/** Clients by name, the newest first: `city-board 2.1 (Board, 120 times, last on 2025-11-14)`. */
function usersOf({ uses }: JudgedChange): string {
  const told = uses.slice(0, mostTold).map(userOf);
  if (uses.length > mostTold) told.push(`${uses.length - mostTold} more`);
  return told.join("; ") || "somebody";
}

function userOf({ source, client, clientVersion, operation, count, lastAt }: ChangeUse): string {
  if (source === "trusted") return `a trusted document of ${client}`;
  if (source === "saved") return `the saved query ${client}`;
  if (source === "gateway") return `the gateway's own fact ${client}`;
  const named = client === "" ? "a client without a name" : [client, clientVersion].filter(Boolean).join(" ");
  const what = [operation, count !== undefined && `${count} times`, lastAt && `last at ${lastAt}`];
  return `${named} (${what.filter(Boolean).join(", ")})`;
}

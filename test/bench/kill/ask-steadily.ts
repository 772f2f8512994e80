import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { RunningGraph } from "../../support/processes/running-graph";

/** Asks all four subgraphs. */
const ward = readFileSync(fromRoot("subgraphs", "common", "explorer", "1-one-ward.graphql"), "utf8");

export interface Load {
  perSecond: number;
  forMs: number;
  /** Whether the request of this number was answered without an error. */
  ask(request: number): Promise<boolean>;
}

export interface Outcome {
  asked: number;
  failed: number;
  /** From the event to the last request that failed, in milliseconds; 0 when none did. */
  fetchFailureMs: number;
}

const eventAfterMs = 2_000;

/** Asks at a steady rate, whatever becomes of the answers, and has something happen two seconds after it began. */
export async function askSteadily(
  { perSecond, forMs, ask }: Load,
  event: () => unknown,
  isOver: () => boolean = () => true,
): Promise<Outcome> {
  const begun = performance.now();
  const answers: Promise<void>[] = [];
  let [failed, lastFailed, happenedAt] = [0, 0, 0];
  while (performance.now() - begun < forMs || !isOver()) {
    if (happenedAt === 0 && performance.now() - begun > eventAfterMs) {
      happenedAt = performance.now();
      event();
    }
    const due = ((performance.now() - begun) / 1000) * perSecond;
    while (answers.length < due) {
      const sentAt = performance.now();
      const noted = ask(answers.length).then((isAnswered) => {
        if (isAnswered) return;
        failed += 1;
        lastFailed = Math.max(lastFailed, sentAt);
      });
      answers.push(noted);
    }
    await sleep(5);
  }
  await Promise.all(answers);
  return { asked: answers.length, failed, fetchFailureMs: Math.max(0, lastFailed - happenedAt) };
}

/** Asks for a ward, of which all four sectors know something. */
export function askForWard(graph: RunningGraph): Promise<boolean> {
  return ask(graph, { query: ward });
}

/** Whether an operation was answered without an error; asked once. */
export async function ask(
  graph: RunningGraph,
  operation: { query: string; variables?: object },
  headers: Record<string, string> = {},
): Promise<boolean> {
  const answer = await fetch(`${graph.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(operation),
  }).catch(() => undefined);
  const text = (await answer?.text().catch(() => undefined)) ?? '"errors"';
  return !text.includes('"errors"');
}

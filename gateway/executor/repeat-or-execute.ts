import type { ExecutionResult } from "graphql";
import type { Ask, SubgraphRequest } from "./execution";
import type { RememberedRuns } from "./remembered-runs";
import { askAfter, type ReplayOptions, replay } from "./replay";

export interface RepeatOptions extends Omit<ReplayOptions, "run"> {
  runs: RememberedRuns;
  /** Of everything that a run's requests are made from, other than what subgraphs answer. */
  key: string;
  /** Runs the operation; bytes where nothing went wrong. */
  execute: (ask: Ask) => Promise<Buffer | ExecutionResult>;
}

/**
 * The answer of a query that may have been asked before: that of its latest run if all subgraphs answer as they did in
 * it, else it is executed, at once when the first subgraph answers otherwise, with the answers that have come by then.
 */
export async function repeatOrExecute(options: RepeatOptions): Promise<Buffer | ExecutionResult> {
  const { runs, key, ask, execute } = options;
  const run = runs.get(key);
  const sent = run && (await replay({ ...options, run }));
  if (run && !sent) {
    run.isConfirmed = true;
    return run.answer;
  }
  if (run) runs.refute(key, run);
  const asking = sent ? askAfter(sent, ask) : ask;
  if (!runs.isWanted(key)) return execute(asking);

  const requests: SubgraphRequest[] = [];
  const answer = await execute(async (fetch, request) => {
    requests[fetch] = request;
    const answered = await asking(fetch, request);
    requests[fetch] = { ...request, expected: answered.bytes };
    return answered;
  });
  if (Buffer.isBuffer(answer)) runs.set(key, { requests, answer });
  return answer;
}

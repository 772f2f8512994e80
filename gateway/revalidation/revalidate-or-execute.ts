import type { ExecutionResult } from "graphql";
import type { Ask } from "../executor/execution";
import type { SubgraphRequest } from "../transport/subgraph-request";
import { fetchAfter, type ReplayOptions, replay } from "./replay";
import type { RevalidatableRun, RevalidationCache } from "./revalidation-cache";

export interface RevalidateOptions extends Omit<ReplayOptions, "run"> {
  runs: RevalidationCache;
  /** Of everything that a run's requests are made from, other than what subgraphs answer. */
  key: string;
  /** Runs the operation; bytes where nothing went wrong. */
  execute: (ask: Ask) => Promise<Buffer | ExecutionResult>;
}

/**
 * The answer of a query that may have run before: that of a cached run if all subgraphs answer as they did in
 * it, else it is executed, at once when the first subgraph answers otherwise, with the answers that have come by then.
 */
export async function revalidateOrExecute(options: RevalidateOptions): Promise<Buffer | ExecutionResult> {
  const { runs, key, ask, execute } = options;
  const run = runs.take(key);
  const difference = run && (await replay({ ...options, run }));
  if (run && !difference) {
    runs.confirm(run);
    return run.answer;
  }
  const fetchUnsent = difference ? fetchAfter(difference.sent, ask) : ask;
  // A client that has gone, or a subgraph that is down for a moment, says nothing of the data.
  if (run && difference?.isFailure) runs.giveUp(run);
  else if (run) runs.invalidate(key, run);
  if (!runs.isWanted(key)) return execute(fetchUnsent);

  const requests: SubgraphRequest[] = [];
  let good: RevalidatableRun | undefined;
  // A fetch may have to request some entities apart; a replay sends one request for each.
  let isRepeatable = true;
  try {
    const answer = await execute(async (fetch, request) => {
      if (requests[fetch]) isRepeatable = false;
      requests[fetch] = request;
      const answered = await fetchUnsent(fetch, request);
      requests[fetch] = { ...request, expected: answered.bytes };
      return answered;
    });
    if (Buffer.isBuffer(answer) && isRepeatable) good = { requests, answer };
    return answer;
  } finally {
    runs.set(key, good);
  }
}

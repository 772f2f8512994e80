import type { Environment } from "../../base/config/read-config";
import { variablePrefix } from "../../base/config/variable-prefix";
import type { Display } from "../../base/console/display";
import type { SubgraphElsewhere } from "../../base/project/subgraph-list";

/** Where they are by the operator's word, `<NAME>_URL`: the first of the replicas where it names several. */
export function elsewhereAt(
  subgraphs: readonly SubgraphElsewhere[],
  environment: Environment,
): SubgraphElsewhere[] {
  return subgraphs.map((one) => {
    const [given = ""] = (environment[`${variablePrefix(one.name)}_URL`] ?? "").split(",");
    return given === "" ? one : { ...one, url: given.trim() };
  });
}

export interface ElsewhereWatch {
  /** Whether each has answered when it was asked last, by name; those that tell no health are not among them. */
  states(): ReadonlyMap<string, boolean>;
  stop(): void;
}

export interface WatchElsewhereOptions {
  subgraphs: readonly SubgraphElsewhere[];
  display: Pick<Display, "say">;
  /** Between two looks, in milliseconds. */
  intervalMs?: number;
  timeoutMs?: number;
}

/**
 * Asks the subgraphs that others run whether they are ready, by their health path alone: it takes no token. Each change is told,
 * with whom to call. They are neither started nor waited for.
 */
export function watchElsewhere(options: WatchElsewhereOptions): ElsewhereWatch {
  const { subgraphs, display, intervalMs = 5_000, timeoutMs = 2_000 } = options;
  const states = new Map<string, boolean>();
  const stopping = new AbortController();
  const look = async ({ name, url, health, owner, contact }: SubgraphElsewhere & { health: string }) => {
    const problem = await problemOf(new URL(health, url), timeoutMs, stopping.signal);
    if (stopping.signal.aborted || states.get(name) === (problem === undefined)) return;
    const before = states.get(name);
    states.set(name, problem === undefined);
    if (problem !== undefined)
      display.say(`${name}, which runs elsewhere, is not ready (${problem}): ${owner}, ${contact}.`);
    else display.say(`${name}, which runs elsewhere, is ${before === undefined ? "ready" : "ready again"}.`);
  };
  const timers = subgraphs.flatMap(({ health, ...one }) => {
    if (health === null) return [];
    const ask = () => void look({ ...one, health });
    ask();
    return [setInterval(ask, intervalMs).unref()];
  });
  return {
    states: () => states,
    stop() {
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
    },
  };
}

async function problemOf(url: URL, timeoutMs: number, stopping: AbortSignal): Promise<string | undefined> {
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]);
    const response = await fetch(url, { signal, redirect: "manual" });
    await response.body?.cancel();
    return response.status === 200 ? undefined : `status ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}

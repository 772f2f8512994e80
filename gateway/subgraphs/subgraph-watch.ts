import type { Clock } from "../../shared/clock/clock";
import type { StatementSigner } from "../../shared/identity/statement";
import { statementHeader } from "../../shared/identity/statement";
import { publicViewer } from "../../shared/identity/viewer";
import type { Logger } from "../../shared/log/logger";
import { Cancellation } from "./cancellation";
import { checkAnswer } from "./check-answer";
import type { SubgraphClient } from "./subgraph-client";

export interface SubgraphState {
  state: "up" | "down";
  /** Instant of the last change, ISO 8601 in UTC. */
  since: string;
}

export interface SubgraphWatch {
  /** Fulfilled once every subgraph has answered; stays pending when the watch is stopped before. */
  readonly allAnswered: Promise<void>;
  /** Whether every subgraph has answered at least once. */
  hasAllAnswered(): boolean;
  /** State of each subgraph by name. */
  states(): Record<string, SubgraphState>;
  /** Also breaks off the questions that are under way. */
  stop(): void;
}

export interface SubgraphWatchOptions {
  clients: ReadonlyMap<string, Pick<SubgraphClient, "post">>;
  /** Absent where subgraphs trust whoever reaches them. */
  signer?: StatementSigner;
  clock: Clock;
  log: Logger;
  /** Pause between two questions to a subgraph that has not answered yet. */
  startIntervalMs?: number;
  /** Pause between two questions to one that has. */
  intervalMs?: number;
}

const question = JSON.stringify({ query: "{ __typename }" });

/**
 * Asks every subgraph for `{ __typename }`, again and again. One that goes down later does not make the
 * gateway unready: it still serves the others' data, and taking it out would turn a part into a whole.
 */
export function watchSubgraphs(options: SubgraphWatchOptions): SubgraphWatch {
  const { clients, clock, log, startIntervalMs = 250, intervalMs = 5_000 } = options;
  const startedAt = clock.now().toISOString();
  const states = new Map<string, SubgraphState>();
  const answered = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const { promise: allAnswered, resolve } = Promise.withResolvers<void>();
  const stopping = new Cancellation();

  const note = (name: string, state: SubgraphState["state"], error?: unknown) => {
    if (states.get(name)?.state === state) return;
    states.set(name, { state, since: clock.now().toISOString() });
    if (state === "up") log.info({ subgraph: name }, "a subgraph is up");
    else log.warn({ subgraph: name, reason: String(error) }, "a subgraph is down");
  };
  const ask = async (name: string, client: Pick<SubgraphClient, "post">): Promise<void> => {
    try {
      await askOnce(name, client, stopping, options.signer);
      answered.add(name);
      if (!stopping.reason) note(name, "up");
    } catch (error) {
      if (!stopping.reason) note(name, "down", error);
    }
    if (stopping.reason) return;
    if (answered.size === clients.size) resolve();
    timers.set(
      name,
      setTimeout(() => void ask(name, client), answered.has(name) ? intervalMs : startIntervalMs),
    );
  };
  for (const [name, client] of clients) void ask(name, client);
  return {
    allAnswered,
    hasAllAnswered: () => answered.size === clients.size,
    states: () =>
      Object.fromEntries(
        [...clients.keys()].map((name) => [name, states.get(name) ?? { state: "down", since: startedAt }]),
      ),
    stop() {
      stopping.cancel(new Error("Nobody wants to know any more."));
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

async function askOnce(
  name: string,
  client: Pick<SubgraphClient, "post">,
  stopping: Cancellation,
  signer?: StatementSigner,
): Promise<void> {
  const headers = signer ? [statementHeader, await signer.sign(publicViewer, name)] : [];
  const answer = checkAnswer(await client.post(question, headers, stopping));
  if (answer.errors) throw new Error(`Expected an answer without errors: ${answer.errors[0]?.message}`);
}

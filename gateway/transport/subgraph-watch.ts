import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { InternalTokenSigner } from "../../shared/http/identity/internal-token";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { Cancellation } from "../request/cancellation";
import { checkAnswer } from "./check-answer";
import type { Replica } from "./replica";

export interface SubgraphState {
  /** Up when any of its replicas is. */
  state: "up" | "down";
  /** Instant of the last change, ISO 8601 in UTC. */
  since: string;
  /** Each replica in the order of its URLs, where there are several. */
  replicas?: Omit<SubgraphState, "replicas">[];
}

export interface SubgraphWatch {
  /** Fulfilled once every subgraph has answered; stays pending when the watch is stopped before. */
  readonly allAnswered: Promise<void>;
  /** Whether every subgraph has answered at least once. */
  hasAllAnswered(): boolean;
  /** State of each subgraph by name. */
  states(): Record<string, SubgraphState>;
  /** Also cancels the probes that are under way. */
  stop(): void;
}

/** What is watched of a replica. */
export type WatchedReplica = Pick<Replica, "found" | "isLost" | "onLost"> & {
  client: Pick<Replica["client"], "post">;
};

export interface SubgraphWatchOptions {
  transports: ReadonlyMap<string, { replicas: readonly WatchedReplica[] }>;
  /** Absent where subgraphs trust every client. */
  signer?: InternalTokenSigner;
  /** Subgraphs that `allAnswered` does not wait for: others run them, who do not start with us. */
  elsewhere?: ReadonlySet<string> | undefined;
  clock: Clock;
  log: Logger;
  /** Pause between two probes of a replica that does not answer. */
  downIntervalMs?: number;
  /** Pause between two probes of one that does. */
  intervalMs?: number;
}

const probe = JSON.stringify({ query: "{ __typename }" });

/**
 * Made once: an error holds the functions that it was made in until its stack is read, and with them the graph that took this
 * one's place, which holds the next one in the same way.
 */
const stopped = new Error("Nobody wants to know any more.");

/**
 * Asks every replica for `{ __typename }`, again and again, and at once when a connection to it fails. A subgraph that
 * goes down later does not make the gateway unready: it still serves the others' data, and taking it out would turn a
 * part into a whole.
 */
export function watchSubgraphs(options: SubgraphWatchOptions): SubgraphWatch {
  const { transports, elsewhere, clock, log, downIntervalMs = 100, intervalMs = 5_000 } = options;
  const awaited = [...transports.keys()].filter((name) => !elsewhere?.has(name));
  const startedAt = clock.now().toISOString();
  const watched = [...transports].flatMap(([name, { replicas }]) =>
    replicas.map((replica, index) => ({ name, index, replica, state: "down" as State, since: startedAt })),
  );
  const answered = new Set<string>();
  const timers = new Map<Watched, NodeJS.Timeout>();
  const reported = new Set<Watched>();
  const { promise: allAnswered, resolve } = Promise.withResolvers<void>();
  const stopping = new Cancellation();

  const hasAllAnswered = () => awaited.every((name) => answered.has(name));

  const note = (one: Watched, state: State, error?: unknown) => {
    if (one.state === state && reported.has(one)) return;
    reported.add(one);
    Object.assign(one, { state, since: clock.now().toISOString() });
    const which = { subgraph: one.name, ...(one.index > 0 && { replica: one.index + 1 }) };
    if (state === "up") log.info(which, "a subgraph is up");
    else log.warn({ ...which, reason: String(error) }, "a subgraph is down");
  };
  const askAt = (one: Watched, delayMs: number) => {
    clearTimeout(timers.get(one));
    timers.set(
      one,
      setTimeout(() => void probeReplica(one), delayMs),
    );
  };
  const probeReplica = async (one: Watched): Promise<void> => {
    let isUp = false;
    try {
      await askOnce(one.name, one.replica.client, stopping, options.signer);
      isUp = true;
    } catch (error) {
      if (!stopping.reason) note(one, "down", error);
    }
    if (stopping.reason) return;
    if (isUp) {
      answered.add(one.name);
      one.replica.found();
      note(one, "up");
    }
    if (hasAllAnswered()) resolve();
    askAt(one, isUp ? intervalMs : downIntervalMs);
  };
  for (const one of watched) {
    one.replica.onLost = () => {
      if (!stopping.reason) askAt(one, 0);
    };
    void probeReplica(one);
  }
  return {
    allAnswered,
    hasAllAnswered,
    states: () =>
      Object.fromEntries(
        [...transports.keys()].map((name) => [name, stateOf(watched.filter((one) => one.name === name))]),
      ),
    stop() {
      stopping.cancel(stopped);
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

type State = SubgraphState["state"];

interface Watched {
  name: string;
  index: number;
  replica: WatchedReplica;
  state: State;
  since: string;
}

/** A subgraph is up since the first of its replicas, and down since the last. */
function stateOf(watched: readonly Watched[]): SubgraphState {
  const replicas = watched.map(({ state, since }) => ({ state, since }));
  const inTime = replicas.toSorted((one, other) => one.since.localeCompare(other.since));
  const whole = inTime.find(({ state }) => state === "up") ?? inTime.at(-1) ?? fail();
  return { ...whole, ...(replicas.length > 1 && { replicas }) };
}

function fail(): never {
  throw new Error("Expected a subgraph to have a replica.");
}

async function askOnce(
  name: string,
  client: WatchedReplica["client"],
  stopping: Cancellation,
  signer?: InternalTokenSigner,
): Promise<void> {
  const headers = signer ? [internalTokenHeader, await signer.sign(publicViewer, name)] : [];
  const answer = checkAnswer(await client.post(probe, headers, stopping));
  if (answer.errors) throw new Error(`Expected an answer without errors: ${answer.errors[0]?.message}`);
}

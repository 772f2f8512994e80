import type { Clock } from "../../shared/base/clock/clock";
import { shareRuns } from "../../shared/base/function/share-runs";
import type { Logger } from "../../shared/base/log/logger";
import type { ReadState } from "./read-state";

/** A stretch of time in which every answer of a subgraph is the same. It is another object than any other. */
export interface SubgraphState {
  /** As the subgraph last put it: texts of one stretch may differ. */
  text: string;
  /** Operations that began in this interval are of it, in milliseconds since 1970; without an end where the clock changes nothing. */
  readonly from: number;
  readonly until: number | undefined;
}

/** Where the answers of subgraphs stand. */
export interface SubgraphStates {
  /**
   * The states of some subgraphs, each read after this was called; undefined where one of them cannot tell. `begunAt` is when
   * the operation began that they are asked for, in milliseconds since 1970.
   */
  read(subgraphs: readonly string[], begunAt: number): Promise<readonly SubgraphState[] | undefined>;
}

export interface SubgraphStatesOptions {
  /** Undefined for a subgraph that has no states. */
  readStateOf: (subgraph: string) => ReadState | undefined;
  clock: Clock;
  log: Pick<Logger, "debug">;
}

/** How long a subgraph that did not tell is not asked again, in milliseconds: meanwhile operations run as ever. */
const pauseMs = 1_000;

/**
 * All operations that wait for a subgraph's state share one request, which is sent after the last of them came: a state that
 * held then holds for each of them, and nothing that was committed before they came is missing from it.
 */
export function createSubgraphStates({ readStateOf, clock, log }: SubgraphStatesOptions): SubgraphStates {
  const readers = new Map<string, ReadOne>();
  /** By the names of the subgraphs: operations over the same ones wait for one promise, and not for one of each. */
  const sets = new Map<string, (begunAt: number) => ReturnType<SubgraphStates["read"]>>();
  const readerOf = (subgraph: string) => {
    const known = readers.get(subgraph);
    if (known) return known;
    const readState = readStateOf(subgraph);
    const reader = readState ? follow(subgraph, readState, clock, log) : async () => undefined;
    readers.set(subgraph, reader);
    return reader;
  };
  const setOf = (subgraphs: readonly string[]) => {
    const key = subgraphs.join(" ");
    const known = sets.get(key);
    if (known) return known;
    const set = readTogether(subgraphs.map(readerOf));
    sets.set(key, set);
    return set;
  };
  return { read: (subgraphs, begunAt) => setOf(subgraphs)(begunAt) };
}

type ReadOne = (begunAt: number) => Promise<SubgraphState | undefined>;

function readTogether(readers: readonly ReadOne[]) {
  return shareRuns<number, readonly SubgraphState[] | undefined>(async (begun) => {
    const first = begun.reduce((earlier, each) => Math.min(earlier, each));
    const states = await Promise.all(readers.map((read) => read(first)));
    return states.every((state) => state !== undefined) ? states : undefined;
  });
}

function follow(
  subgraph: string,
  readState: ReadState,
  clock: Clock,
  log: SubgraphStatesOptions["log"],
): ReadOne {
  let current: SubgraphState | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return shareRuns<number, SubgraphState | undefined>(async (begun) => {
    if (performance.now() < pausedUntil) return undefined;
    const known = current && holds(current, clock.now().getTime()) ? current : undefined;
    // The interval begins with the first that wait: a deadline may have passed since.
    const from = begun.reduce((first, each) => Math.min(first, each));
    try {
      const { state, isSame, until } = await readState(known?.text, new Date(from));
      if (known && isSame) known.text = state;
      else current = { text: state, from, until: until == null ? undefined : Date.parse(until) };
      return current;
    } catch (error) {
      log.debug({ err: error, subgraph }, "a subgraph does not tell its state");
      current = undefined;
      pausedUntil = performance.now() + pauseMs;
      return undefined;
    }
  });
}

function holds({ until }: SubgraphState, now: number): boolean {
  return until === undefined || now < until;
}

import type { ChangeNotice } from "../../../shared/base/changes/change-notice";
import type { Logger } from "../../../shared/base/log/logger";
import type { SubgraphTransport } from "../../transport/subgraph-transport";
import { NoFeed, PositionLost, readNotices } from "./read-notices";

export interface SubgraphChange {
  /** Tables that were written to; undefined: anything may have changed. */
  relations: ReadonlySet<string> | undefined;
  /** An instant that the clock has passed, in milliseconds since 1970; 0: none. */
  passed: number;
}

export interface FollowOptions {
  subgraph: string;
  get: SubgraphTransport["get"];
  /** Headers of each request: a statement is good for a minute. */
  headers: () => Promise<Record<string, string>>;
  /** Told when something may have changed. */
  onChange: (change: SubgraphChange) => void;
  /** Told when the feed falls behind, and when it stands again. */
  onState: (isBehind: boolean) => void;
  timing: FeedTiming;
  log: Pick<Logger, "info" | "warn">;
}

/** All in milliseconds. */
export interface FeedTiming {
  /** So long may nothing come: two beats of a subgraph, and some. */
  silenceMs: number;
  /** Before a broken feed is opened again: at first, and at most; twice as long each time, and up to half of it less by chance. */
  againMs: number;
  mostAgainMs: number;
  /** A feed that is back within this time has not been behind: what came between is told by its position. */
  graceMs: number;
  /** Of a subgraph that tells no changes anything counts as changed, each time that this has passed. */
  pollMs: number;
}

export const defaultTiming: FeedTiming = {
  silenceMs: 25_000,
  againMs: 100,
  mostAgainMs: 5_000,
  graceMs: 2_000,
  pollMs: 10_000,
};

/** The feed of one subgraph, followed until it is stopped. */
export interface Feed {
  /** Fulfilled when it stands for the first time, or could not be opened. */
  readonly settled: Promise<void>;
  /** Whether changes may have been missed, or are told too late. */
  isBehind(): boolean;
  stop(): void;
}

/**
 * Follows a subgraph's changes from now on. A feed that breaks is opened again from the position at which it stood; where
 * that is lost, or there was none, anything counts as changed. A subgraph that has no feed is behind for good, and anything
 * counts as changed at intervals: what is shown of it is that old at most.
 */
export function followSubgraph(options: FollowOptions): Feed {
  const { subgraph, get, headers, onChange, onState, timing, log } = options;
  const stopping = new AbortController();
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
  let position: string | undefined;
  let isBehind = false;
  let failures = 0;
  let grace: NodeJS.Timeout | undefined;

  const fallBehind = (error: unknown) => {
    if (isBehind || stopping.signal.aborted) return;
    isBehind = true;
    log.warn({ subgraph, reason: String(error) }, "the feed of changes is behind");
    onState(true);
  };
  const stand = () => {
    clearTimeout(grace);
    grace = undefined;
    failures = 0;
    if (isBehind) log.info({ subgraph }, "the feed of changes stands again");
    const wasBehind = isBehind;
    isBehind = false;
    if (wasBehind) onState(false);
    settle();
  };
  const readOn = async () => {
    const { signal } = stopping;
    const after = position;
    let isFirst = true;
    const source = { get, headers: await headers(), after, silenceMs: timing.silenceMs, signal };
    for await (const notice of readNotices(source)) {
      position = notice.position;
      if (isFirst) stand();
      // Nobody knows what was before a reader who begins.
      const change = changeOf(notice, isFirst && after === undefined);
      if (change) onChange(change);
      isFirst = false;
    }
  };
  const follow = async () => {
    while (!stopping.signal.aborted) {
      let reason: unknown = "it was ended by the subgraph";
      try {
        await readOn();
      } catch (error) {
        reason = error;
        if (error instanceof PositionLost) position = undefined;
      }
      if (stopping.signal.aborted) break;
      // One that never stood has told nothing.
      if (position === undefined && !(reason instanceof PositionLost)) fallBehind(reason);
      else grace ??= setTimeout(fallBehind, timing.graceMs, reason);
      settle();
      const hasNone = reason instanceof NoFeed;
      await pause(hasNone ? timing.pollMs : waitMs(failures++, timing), stopping.signal);
      if (hasNone && !stopping.signal.aborted) onChange({ relations: undefined, passed: 0 });
    }
    clearTimeout(grace);
    settle();
  };
  follow().catch((error: unknown) => log.warn({ err: error, subgraph }, "a feed of changes has ended"));
  return { settled, isBehind: () => isBehind, stop: () => stopping.abort() };
}

function changeOf({ changes, passed }: ChangeNotice, isAnything: boolean): SubgraphChange | undefined {
  if (isAnything || changes === null || passed !== undefined)
    return { relations: undefined, passed: passed === undefined ? 0 : Date.parse(passed) };
  if (changes.length === 0) return undefined;
  return { relations: new Set(changes.map(({ relation }) => relation)), passed: 0 };
}

/** Spread by chance: a subgraph that comes back is not asked by every gateway at once. */
function waitMs(failures: number, { againMs, mostAgainMs }: FeedTiming): number {
  return Math.min(mostAgainMs, againMs * 2 ** Math.min(failures, 16)) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

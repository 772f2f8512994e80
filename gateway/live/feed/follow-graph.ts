import type { Logger } from "../../../shared/base/log/logger";
import { type InternalTokenSigner, internalTokenHeader } from "../../../shared/http/identity/internal-token";
import { publicViewer } from "../../../shared/http/identity/viewer";
import type { SubgraphTransport } from "../../transport/subgraph-transport";
import { type Feed, type FeedTiming, followSubgraph } from "./follow-subgraph";

/** By name: where each subgraph's feed is. */
export type FeedSources = ReadonlyMap<string, Pick<SubgraphTransport, "get">>;

/** What somebody who follows a graph is told. */
export interface GraphListener {
  /** These tables of a subgraph have changed; undefined: anything may have. */
  changed(subgraph: string, relations: ReadonlySet<string> | undefined): void;
  /** Its feed has fallen behind, or stands again: then anything may have changed meanwhile. */
  behind(subgraph: string, isBehind: boolean): void;
}

/** The feeds of all subgraphs, while somebody wants them. */
export interface GraphFeeds {
  /** Follows these, in the place of others that it may have followed before. */
  follow(sources: FeedSources): void;
  /** Fulfilled when each feed stands, or could not be opened. */
  settled(): Promise<void>;
  /** Whether changes of one of these may have been missed. */
  isBehind(subgraphs: Iterable<string>): boolean;
  /** The latest instant that a subgraph's clock has passed, in milliseconds since 1970: 0 where none was told. */
  passed(): number;
  stop(): void;
}

export interface GraphFeedsOptions {
  /** Absent where subgraphs trust every client. */
  signer?: InternalTokenSigner | undefined;
  timing: FeedTiming;
  log: Pick<Logger, "info" | "warn">;
  listener: GraphListener;
}

/** Follows no subgraph yet. */
export function createGraphFeeds({ signer, timing, log, listener }: GraphFeedsOptions): GraphFeeds {
  let feeds = new Map<string, Feed>();
  let latest = 0;
  const stop = () => {
    for (const feed of feeds.values()) feed.stop();
    feeds = new Map();
  };
  const open = (subgraph: string, { get }: Pick<SubgraphTransport, "get">): Feed =>
    followSubgraph({
      ...{ subgraph, get, timing, log },
      headers: async (): Promise<Record<string, string>> =>
        signer ? { [internalTokenHeader]: await signer.sign(publicViewer, subgraph) } : {},
      onChange({ relations, passed }) {
        latest = Math.max(latest, passed);
        listener.changed(subgraph, relations);
      },
      onState: (isBehind) => listener.behind(subgraph, isBehind),
    });
  return {
    follow(sources) {
      stop();
      feeds = new Map([...sources].map(([name, source]) => [name, open(name, source)]));
    },
    settled: async () => {
      await Promise.all([...feeds.values()].map((feed) => feed.settled));
    },
    isBehind(subgraphs) {
      for (const name of subgraphs) if (feeds.get(name)?.isBehind() !== false) return true;
      return false;
    },
    passed: () => latest,
    stop,
  };
}

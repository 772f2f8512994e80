/** What can be served in the place of another: it is closed when no request is on it any more. */
export interface Closable {
  close(): Promise<void>;
}

/** A graph that can be replaced while requests are running. */
export interface SupergraphManager<Graph extends Closable> {
  /** The graph that new requests are served from. */
  current(): Graph;
  /** Serves new requests from another graph; those that are running end on the one they began with. */
  replace(next: Graph): void;
  /** Calls `listener` with each graph that takes over, from the next on. */
  onReplace(listener: (next: Graph) => void): void;
  /** Closes every graph. */
  stop(): Promise<void>;
}

/** A graph that was replaced is closed after `retireMs`, when no request can be that old. */
export function createSupergraphManager<Graph extends Closable>(
  first: Graph,
  retireMs = 10_000,
): SupergraphManager<Graph> {
  const listeners: ((next: Graph) => void)[] = [];
  const retiring = new Map<Graph, NodeJS.Timeout>();
  let current = first;
  return {
    current: () => current,
    replace(next) {
      const previous = current;
      current = next;
      for (const listener of listeners) listener(next);
      const retire = () => {
        retiring.delete(previous);
        void previous.close();
      };
      retiring.set(previous, setTimeout(retire, retireMs).unref());
    },
    onReplace: (listener) => listeners.push(listener),
    async stop() {
      for (const timer of retiring.values()) clearTimeout(timer);
      await Promise.all([current, ...retiring.keys()].map((graph) => graph.close()));
    },
  };
}

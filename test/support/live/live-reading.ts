import type { LiveQueries } from "../../../gateway/live/live-queries";
import type { GatewayContext } from "../../../gateway/request/context";
import { publicViewer } from "../../../shared/http/identity/viewer";

/** One who holds a live query in a test. */
export interface LiveReading {
  /** The next answer, parsed; undefined at the end. */
  next(): Promise<unknown>;
  /** Reads on until an answer is this one, and gives how many came before it. */
  until(expected: unknown): Promise<number>;
  leave(): void;
}

/** Begins a live query as a transport does. Throws what is wrong with it, as JSON. */
export async function holdLive(
  live: LiveQueries,
  query: string,
  context: Partial<GatewayContext> & { variables?: Record<string, unknown> } = {},
): Promise<LiveReading> {
  const leaving = new AbortController();
  const { variables = {}, ...given } = context;
  const begun = await live.subscribe(
    { query, variables, mayChange: true },
    { viewer: publicViewer, requestId: "test", begunAt: new Date().toISOString(), ...given },
    leaving.signal,
  );
  if ("errors" in begun)
    throw new Error(JSON.stringify(begun.errors.map((error) => [error.extensions.code, error.message])));
  const next = async () => {
    const { done, value } = await begun.answers.next();
    return done ? undefined : JSON.parse(value.json);
  };
  return {
    next,
    async until(expected) {
      const text = JSON.stringify(expected);
      for (let before = 0; ; before++) {
        const answer = await next();
        if (JSON.stringify(answer) === text) return before;
        if (answer === undefined) throw new Error(`Expected ${text} before the end.`);
      }
    },
    leave: () => leaving.abort(),
  };
}

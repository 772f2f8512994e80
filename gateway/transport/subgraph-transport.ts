import type { Dispatcher } from "undici";
import type { Cancellation } from "../request/cancellation";
import { type CheckedAnswer, checkAnswer } from "./check-answer";
import type { HttpAnswer } from "./exchange";
import { isConnectionFailure, isOverloaded, Overloaded } from "./failed-connection";
import { notSent, wasSent } from "./not-sent";
import type { Replica } from "./replica";
import type { RetryBudget } from "./retry-budget";
import type { HeaderList, SubgraphClient } from "./subgraph-client";

/** What is sent to a subgraph. */
export interface TransportRequest {
  body: string;
  headers: HeaderList;
  /** See SubgraphRequest. */
  expected: Buffer | undefined;
  /** A mutation is sent once, whatever becomes of it. */
  isMutation: boolean;
  /** Tells when nobody waits for the answer any more. */
  cancellation: Cancellation | undefined;
}

/** One subgraph: all of its processes. */
export interface SubgraphTransport {
  /** Throws when there is no answer that GraphQL knows. */
  send(request: TransportRequest): Promise<CheckedAnswer>;
  /** A GET of a path besides GraphQL, for an answer of a few bytes within some milliseconds. It is tried once. */
  read(path: string, headers: HeaderList, timeoutMs: number): Promise<HttpAnswer>;
  /** A GET of a path besides GraphQL. */
  get(path: string, headers: Record<string, string>): Promise<Dispatcher.ResponseData>;
  /** A POST of bytes as they come, to a path besides GraphQL; once. */
  upload: SubgraphClient["upload"];
  replicas: readonly Replica[];
  /** Fetches that were sent a second time, and those that no breaker let through. */
  readonly counts: Readonly<{ retried: number; refused: number }>;
  close(): Promise<void>;
}

/** The breakers are open: nothing was sent. */
export class CircuitOpen extends Error {
  override name = "LineInterrupted";

  /** @param retryAfter seconds until one of them tries again */
  constructor(readonly retryAfter: number) {
    super("Nothing was sent: the last requests failed in a row.");
  }
}

/**
 * The transport to the replicas of a subgraph. A fetch goes to the one that has the fewest to answer, of those that were not
 * lost. One that fails by its connection goes to another, or to the same where there is no other: a query once, a
 * mutation as long as it was certainly not sent, once to each.
 */
export function createSubgraphTransport(
  replicas: readonly Replica[],
  retries: RetryBudget,
): SubgraphTransport {
  let turn = 0;
  const counts = { retried: 0, refused: 0 };
  const inOrder = (): readonly Replica[] => {
    if (replicas.length === 1) return replicas;
    turn = (turn + 1) % replicas.length;
    const turned = [...replicas.slice(turn), ...replicas.slice(0, turn)];
    return turned.sort((one, other) => Number(one.isLost) - Number(other.isLost) || one.load - other.load);
  };
  /** The best that lets a fetch through, but for those that it has failed at. */
  const choose = (failedAt: readonly Replica[]): Replica => {
    for (const replica of inOrder()) if (!failedAt.includes(replica) && replica.allows()) return replica;
    counts.refused += 1;
    const pauseMs = Math.min(...replicas.map((replica) => replica.pauseLeft()));
    throw notSent(new CircuitOpen(Math.max(1, Math.ceil(pauseMs / 1000))));
  };
  const sendTo = (replica: Replica, { body, headers, expected, cancellation }: TransportRequest) =>
    replica.run(
      async () => {
        const answer = await replica.client.post(body, headers, cancellation);
        if (isOverloaded(answer)) throw new Overloaded(`Expected an answer; status ${answer.status}.`);
        return checkAnswer(answer, expected);
      },
      () => cancellation?.reason !== undefined,
    );
  return {
    replicas,
    counts,
    async send(request) {
      retries.earn();
      let failedAt = nowhere;
      let isRepeated = false;
      while (true) {
        const replica = choose(failedAt);
        try {
          return await sendTo(replica, request);
        } catch (error) {
          if (request.cancellation?.reason || !isConnectionFailure(error)) throw error;
          failedAt = [...failedAt, replica];
          const isElsewhere = failedAt.length < replicas.length && !wasSent(error);
          if (isElsewhere) {
            counts.retried += 1;
            continue;
          }
          if (request.isMutation || isRepeated || !retries.spend()) throw error;
          isRepeated = true;
          counts.retried += 1;
          if (failedAt.length === replicas.length) failedAt = nowhere;
        }
      }
    },
    read: (path, headers, timeoutMs) => {
      const [best = fail()] = inOrder();
      return best.client.read(path, headers, timeoutMs);
    },
    get: (path, headers) => {
      const [best = fail()] = inOrder();
      return best.client.get(path, headers);
    },
    upload: (...args) => {
      const [best = fail()] = inOrder();
      return best.client.upload(...args);
    },
    async close() {
      await Promise.all(replicas.map(({ client }) => client.close()));
    },
  };
}

const nowhere: readonly Replica[] = [];

function fail(): never {
  throw new Error("Expected a subgraph to have a replica.");
}

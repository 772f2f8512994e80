import type { Cancellation } from "./cancellation";
import { type CheckedAnswer, checkAnswer } from "./check-answer";
import type { BreakerState, CircuitBreaker } from "./circuit-breaker";
import { DeadlinePassed, type HttpAnswer } from "./exchange";
import { notSent } from "./not-sent";
import type { RetryBudget } from "./retry-budget";
import type { HeaderList, SubgraphClient } from "./subgraph-client";

/** What is sent over a line. */
export interface LineRequest {
  body: string;
  headers: HeaderList;
  /** See SubgraphRequest. */
  expected: Buffer | undefined;
  /** A mutation is sent once, whatever becomes of it. */
  isMutation: boolean;
  /** Tells when nobody waits for the answer any more. */
  cancellation: Cancellation | undefined;
}

/** One subgraph, with what protects it and us from each other. */
export interface SubgraphLine {
  /** Throws when there is no answer that GraphQL knows. */
  send(request: LineRequest): Promise<CheckedAnswer>;
  state(): BreakerState;
}

/** The breaker is open: nothing was sent. */
export class LineInterrupted extends Error {
  override name = "LineInterrupted";
}

export function createSubgraphLine(
  client: SubgraphClient,
  breaker: CircuitBreaker,
  retries: RetryBudget,
): SubgraphLine {
  // Of answers, to whomever. A subgraph that answers others is not down: what takes too long is the question.
  let answered = 0;
  const sendOnce = async ({ body, headers, expected, cancellation }: LineRequest): Promise<CheckedAnswer> => {
    if (!breaker.allows())
      throw notSent(new LineInterrupted("Nothing was sent: the last requests failed in a row."));
    const answeredBefore = answered;
    try {
      const answer = await client.post(body, headers, cancellation);
      if (isOverloaded(answer)) throw new Overloaded(`Expected an answer; status ${answer.status}.`);
      const checked = checkAnswer(answer, expected);
      answered += 1;
      breaker.succeeded();
      return checked;
    } catch (error) {
      const isSlow = error instanceof DeadlinePassed && answered > answeredBefore;
      if (cancellation?.reason || isSlow) breaker.gaveUp();
      else breaker.failed();
      throw error;
    }
  };
  return {
    async send(request) {
      retries.earn();
      try {
        return await sendOnce(request);
      } catch (error) {
        if (
          request.isMutation ||
          request.cancellation?.reason ||
          !isWorthAnother(error) ||
          !retries.spend()
        ) {
          throw error;
        }
        return sendOnce(request);
      }
    },
    state: () => breaker.state(),
  };
}

/** A proxy or a server that is starting or stopping says so, and another may answer next time. */
class Overloaded extends Error {
  override name = "Overloaded";
}

function isOverloaded({ status, bytes }: HttpAnswer): boolean {
  return (status === 502 || status === 503 || status === 504) && bytes[0] !== openingBrace;
}

const openingBrace = 0x7b;

const connectionCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * Whether the same request may fare better: the connection was lost, or there was none. A slow subgraph
 * would only be made slower, and one that answers nonsense has answered.
 */
function isWorthAnother(error: unknown): boolean {
  if (error instanceof Overloaded) return true;
  if (error instanceof DeadlinePassed || !(error instanceof Error)) return false;
  return "code" in error && connectionCodes.has(String(error.code));
}

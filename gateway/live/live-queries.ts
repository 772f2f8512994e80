import type { GraphQLError } from "graphql";
import type { OperationRequest } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import type { LiveAnswer } from "./live-answer";

/** A live query that has begun, or what is wrong with it. */
export type LiveSubscription =
  | { errors: readonly GraphQLError[] }
  | { answers: AsyncIterableIterator<LiveAnswer> };

/** Queries whose answers are sent again whenever they change: what a subscription is here. */
export interface LiveQueries {
  /**
   * Validates, prices, charges and begins. The iterator gives the newest answer that its reader has not had: one who reads
   * slowly misses what came between. It ends when the signal is aborted or the gateway stops; a token that ends has it throw
   * UNAUTHENTICATED. Gives errors for what cannot be begun, as Pipeline.answer does.
   */
  subscribe(
    request: OperationRequest,
    context: GatewayContext,
    signal: AbortSignal,
  ): Promise<LiveSubscription>;
  /** How many run. */
  readonly count: number;
  /** Ends all of them. */
  stop(): Promise<void>;
}

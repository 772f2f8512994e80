import type { GatewayContext } from "../request/context";
import type { CheckedAnswer } from "./check-answer";

/** A request to one subgraph, ready to be sent. */
export interface SubgraphRequest {
  subgraph: string;
  /** JSON with the query, the operation's name and the variables. */
  body: string;
  /** A mutation is never sent twice. */
  isMutation: boolean;
  /** Bytes of an answer to it that was good. When the same come again, they are not read. */
  expected?: Buffer;
  /** The state that the answer is to be as of, or later; the answer says if it is. */
  state?: string;
}

/** Sends a request; throws when there is no answer that GraphQL knows. */
export type FetchSubgraph = (request: SubgraphRequest, context: GatewayContext) => Promise<CheckedAnswer>;

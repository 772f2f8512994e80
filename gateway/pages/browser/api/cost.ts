import type { ToldError } from "./api-error";
import { requestJson } from "./request-api";
import type { GraphqlRequest } from "./request-graphql";

/** What an operation may cost, in objects fetched. */
export interface Cost {
  /** Null for a text that is no operation of the graph. */
  cost: number | null;
  /** Of the viewer's role; null where it has none. */
  budget: number | null;
  /** The field that costs most. */
  most: string | null;
  errors: readonly ToldError[];
}

/** Asks what an operation would cost, without running it. */
export function requestCost(request: GraphqlRequest, signal: AbortSignal): Promise<Cost> {
  return requestJson<Cost>("/cost", { body: request, signal });
}

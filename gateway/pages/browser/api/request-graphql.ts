import type { ToldError } from "./api-error";
import { type ApiRequest, requestApi } from "./request-api";

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** An answer of the graph: parts of the data may be missing, each with an error. */
export interface GraphqlAnswer<Data> {
  data?: Data | null;
  errors?: readonly ToldError[];
}

/** Runs an operation. Throws ApiError where nothing of it was run. */
export async function requestGraphql<Data>(
  request: GraphqlRequest,
  options: Pick<ApiRequest, "signal" | "token"> = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await requestApi("/graphql", { ...options, body: request });
  return (await response.json()) as GraphqlAnswer<Data>;
}

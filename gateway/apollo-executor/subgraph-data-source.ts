import { type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource } from "@apollo/gateway";
import type { GraphQLFormattedError } from "graphql";
import { fetchFailed } from "../executor/fetch-failed";
import { requestedFields } from "../executor/selections/requested-fields";
import type { GatewayContext } from "../request/context";
import type { FetchSubgraph } from "../transport/subgraph-request";

export interface SubgraphDataSourceOptions {
  name: string;
  fetch: FetchSubgraph;
}

/** Our way to a subgraph under Apollo's own executor. */
export class SubgraphDataSource extends RemoteGraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphDataSourceOptions;

  constructor(options: SubgraphDataSourceOptions) {
    super();
    this.#options = options;
  }

  /** Never throws for what the subgraph does: the rest of the plan goes on, and its data is delivered. */
  override async process(
    options: GraphQLDataSourceProcessOptions<GatewayContext>,
  ): ReturnType<RemoteGraphQLDataSource["process"]> {
    const { name, fetch } = this.#options;
    const { query = "", variables, operationName } = options.request;
    const request = {
      subgraph: name,
      body: JSON.stringify({ query, variables, operationName }),
      isMutation: query.startsWith("mutation"),
    };
    // Apollo types a context as if each property might be missing.
    const { viewer, requestId, begunAt } = options.context as GatewayContext;
    return fetch(request, { ...options.context, viewer, requestId, begunAt }).catch((error: unknown) => ({
      errors: failed(name, query, error, request.isMutation),
    }));
  }
}

/**
 * An error at each field that a fetch selects, in the subgraph's terms: `["loans"]`, or for entities
 * `["_entities", 0, "loanStats"]`, which Apollo's executor turns into the path of the first entity.
 */
function failed(name: string, query: string, reason: unknown, isMutation: boolean): GraphQLFormattedError[] {
  const failure = fetchFailed(name, reason, isMutation);
  const { root, entities } = requestedFields(query);
  return [
    ...root.map((field) => ({ ...failure, path: [field] })),
    ...entities.map((field) => ({ ...failure, path: ["_entities", 0, field] })),
  ];
}

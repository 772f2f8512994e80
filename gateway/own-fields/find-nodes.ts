import DataLoader from "dataloader";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { fetchFailed } from "../executor/fetch-failed";
import type { GatewayContext } from "../request/context";
import type { CheckedAnswer } from "../transport/check-answer";
import type { FetchSubgraph } from "../transport/subgraph-request";
import type { NodeId } from "./node-ids";

/** Fulfilled for what exists; throws NOT_FOUND for what does not, and what its owner says of it otherwise. */
export type FindNode = (node: NodeId) => Promise<void>;

const query =
  "query Exists($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }";

/**
 * Asks the owning subgraphs which nodes exist: one request to each for all that are asked at once, for the viewer and within
 * the time of the request. Only they know: other subgraphs answer for any key.
 */
export function createFindNode(fetch: FetchSubgraph, context: GatewayContext): FindNode {
  const owners = new Map<string, DataLoader<NodeId, boolean, string>>();
  const loaderOf = (owner: string) => {
    const known = owners.get(owner);
    if (known) return known;
    const loader = new DataLoader<NodeId, boolean, string>(
      (nodes) => askOwner(fetch, context, owner, nodes),
      {
        cacheKeyFn: ({ id }) => id,
      },
    );
    owners.set(owner, loader);
    return loader;
  };
  return async (node) => {
    if (await loaderOf(node.type.owner).load(node)) return;
    throw new GraphError(
      "NOT_FOUND",
      `Expected the id of a known ${node.type.type}; ${quote(node.id)} is none.`,
    );
  };
}

/** Whether each node exists; the error where its owner gives one. */
async function askOwner(
  fetch: FetchSubgraph,
  context: GatewayContext,
  owner: string,
  nodes: readonly NodeId[],
): Promise<(boolean | Error)[]> {
  const representations = nodes.map(({ representation }) => representation);
  const body = JSON.stringify({ query, operationName: "Exists", variables: { representations } });
  let answer: CheckedAnswer;
  try {
    answer = await fetch({ subgraph: owner, body, isMutation: false }, context);
  } catch (error) {
    return nodes.map(() => errorOf(fetchFailed(owner, error, false)));
  }
  const { errors = [] } = answer;
  const pathless = errors.find(({ path = [] }) => typeof path[1] !== "number");
  const entities = answer.data?._entities;
  const found = Array.isArray(entities) && entities.length === nodes.length ? entities : undefined;
  return nodes.map((_, index) => {
    const error = errors.find(({ path = [] }) => path[1] === index) ?? pathless;
    if (error) return errorOf(error);
    if (!found) return errorOf(fetchFailed(owner, undefined, false));
    return found[index] !== null;
  });
}

function errorOf({ message, extensions }: Pick<GraphQLFormattedError, "message" | "extensions">): Error {
  return new GraphQLError(message, { ...(extensions && { extensions }) });
}

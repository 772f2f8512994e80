import type { Client } from "graphql-ws";
import type { GraphQLTaggedNode, OperationType } from "relay-runtime";
import relay from "relay-runtime";
import { createLiveRelay } from "../generated/live-relay.ts";
import type { OperationName } from "../support/graph.ts";
import "./load-tags.ts";

const documents = await import("./live.ts");

const byName: Partial<Record<OperationName, GraphQLTaggedNode>> = {
  ward: documents.ward,
  overdue: documents.overdue,
  "dossiers-by-month": documents.dossiersByMonth,
  "published-and-computed": documents.publishedAndComputed,
  board: documents.board,
  task: documents.task,
};

/** Subscribes to a widget in an environment of its own. Gives the function that ends it. */
export function subscribeByRelay(
  live: Client,
  name: OperationName,
  variables: object,
  { next, error }: { next(data: unknown): void; error(error: unknown): void },
): () => void {
  const subscription = byName[name];
  if (!subscription) throw new Error(`Expected a live document of ${name}.`);
  const { dispose } = relay.requestSubscription<OperationType>(createLiveRelay(live), {
    ...{ subscription, variables: { ...variables } },
    onNext: next,
    onError: error,
  });
  return dispose;
}

import { GraphQLError, OperationTypeNode } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { tooComplex } from "../cost/limits";
import { PlanRefused } from "../planner/query-planner";
import { InvalidDocument } from "./operation-cache";
import type { ReadyOperation } from "./ready-operation";

/** What comes by GET may not change anything. Throws METHOD_NOT_ALLOWED. */
export function refuseChange({ type }: Pick<ReadyOperation, "type">): void {
  if (type !== OperationTypeNode.MUTATION) return;
  throw new GraphError("METHOD_NOT_ALLOWED", `Expected a query by GET; a ${type} is a POST.`);
}

/** Throws BAD_REQUEST that says how a subscription is sent. */
export function refuseSubscription({ type }: Pick<ReadyOperation, "type">): void {
  if (type !== OperationTypeNode.SUBSCRIPTION) return;
  throw new GraphError(
    "BAD_REQUEST",
    "Expected a query or a mutation; a subscription is sent with `Accept: text/event-stream`, as multipart or over a WebSocket (docs/live.md).",
  );
}

/** Throws BAD_REQUEST. */
export function requireSubscription({ type }: Pick<ReadyOperation, "type">): void {
  if (type === OperationTypeNode.SUBSCRIPTION) return;
  throw new GraphError("BAD_REQUEST", `Expected a subscription, got a ${type}.`);
}

/** An error as a client may see it; throws one that is a fault of ours. */
export function visibleErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument) return error.errors;
  if (error instanceof GraphQLError) return [error];
  if (error instanceof PlanRefused)
    return [tooComplex("more ways through the subgraphs than can be planned")];
  // Many steps go by recursion.
  if (error instanceof RangeError) return [tooComplex("more levels than can be read")];
  throw error;
}

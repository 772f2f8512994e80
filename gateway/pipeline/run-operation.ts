import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { valuesProblem, variablesProblem } from "../../shared/http/input/input-limits";
import type { Budgets } from "../cost/budgets";
import type { Estimate } from "../cost/estimate";
import type { AdmissionControl } from "../executor/admission-control";
import type { Ask, Execution, Step } from "../executor/execution";
import { type Conditions, readConditions } from "../normalise/conditions";
import { projectAnswer, type ReportInvalid } from "../projection/project-answer";
import { writeAnswer } from "../projection/write-answer";
import type { Answer } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { revalidateOrExecute } from "../revalidation/revalidate-or-execute";
import type { RevalidationCache } from "../revalidation/revalidation-cache";
import type { FetchSubgraph } from "../transport/subgraph-request";
import { type JsonObject, ownValue, setOwn } from "../values/json";
import { describeCost } from "./describe-cost";
import type { OperationProjection, ReadyOperation } from "./ready-operation";

export interface OperationRun {
  schema: GraphQLSchema;
  operation: ReadyOperation;
  /** As the client sent them. */
  variables: JsonObject;
  context: GatewayContext;
  fetch: FetchSubgraph;
  gate: AdmissionControl;
  runs: RevalidationCache;
  reportInvalid: ReportInvalid;
  /** Absent: an operation may cost what it likes. */
  budgets: Budgets | undefined;
  isTrusted: boolean;
}

/** An operation whose variables fit, and what it costs; nothing of it is charged or fetched yet. */
export interface PricedOperation {
  type: OperationTypeNode;
  estimate: Estimate;
  isTrusted: boolean;
  /** Makes the plan's fetches and projects the answer. */
  run(): Promise<Answer>;
}

/** Checks an operation's variables and reckons what it may cost. Gives errors when they do not fit. */
export function priceOperation(request: OperationRun): PricedOperation | { errors: GraphQLError[] } {
  const { operation, context, isTrusted } = request;
  const coerced = coerceVariables(request);
  if (Array.isArray(coerced)) return { errors: coerced };
  const conditions = readConditions(operation.conditionVariables, coerced);
  if (conditions instanceof GraphQLError) return { errors: [conditions] };
  const estimate = operation.cost.estimate(coerced);
  if (context.record) context.record.cost = Math.ceil(estimate.cost);
  const { type } = operation;
  return { type, estimate, isTrusted, run: () => runOperation(request, { estimate, coerced, conditions }) };
}

/** A query that is asked again and again is not executed while its subgraphs answer the same. */
async function runOperation(
  request: OperationRun,
  { estimate, coerced, conditions }: { estimate: Estimate; coerced: JsonObject; conditions: Conditions },
): Promise<Answer> {
  const { operation, runs, variables, context } = request;
  const { run, replay } = await operation.fetched.fetches(context.rate?.client ?? "");
  const projection = operation.projectionFor(conditions);
  const introspected = projection.introspect?.(variables) ?? {};
  const ask: Ask = (_fetch, subgraphRequest) => request.fetch(subgraphRequest, context);
  const execute = (asking: Ask) =>
    fetchAll(request, run, conditions, asking, (execution) => {
      const answer = answerOf(request, projection, execution, introspected);
      if (!context.describesCost) return answer;
      const priced = { operation, estimate, data: execution.data, variables: coerced };
      return describeCost(answer, priced, request.budgets?.[context.viewer.role]);
    });
  const isQuery = operation.type === OperationTypeNode.QUERY;
  const isRepeatable = isQuery && !projection.introspect && !context.describesCost;
  if (!isRepeatable) return execute(ask);
  return revalidateOrExecute({ runs, key: keyOf(request), plan: replay, conditions, ask, execute });
}

/**
 * Of all that a run's requests are made from, and of what the viewer may see: viewers of different rights get different
 * answers, and would make each other's forgotten. Nobody is answered by what this says, so it names no person.
 */
function keyOf({ operation, variables, context: { viewer } }: OperationRun): string {
  const given: JsonObject = {};
  // Whatever else a client sends along goes to no subgraph.
  for (const name of operation.variableNames) {
    const value = ownValue(variables, name);
    if (value !== undefined) setOwn(given, name, value);
  }
  return JSON.stringify([operation.id, viewer.role, viewer.organization, given]);
}

/** The values of an operation's variables; errors when they do not fit. */
function coerceVariables({ schema, operation, variables }: OperationRun): JsonObject | GraphQLError[] {
  const refused = valuesProblem(variables) ?? variablesProblem(variables);
  if (refused) return [refused];
  if (operation.variableNames.length === 0) return {};
  const coerce = ({ variableDefinitions = [] }: Pick<OperationDefinitionNode, "variableDefinitions">) =>
    getVariableValues(schema, variableDefinitions, variables);
  const { coerced } = coerce(operation);
  if (coerced) return coerced;
  const { errors = [] } = coerce(operation.located());
  return errors.map((error) => new GraphError("BAD_USER_INPUT", error.message, { at: error }));
}

/**
 * Makes the fetches and gives what `finish` makes of them, as soon as the gate lets it.
 *
 * The answer's data hangs on nothing that was there before, and `finish` leaves bytes, not a text in thousands of
 * pieces: what hangs on a request that has waited is carried along by the garbage collector with it, also when both
 * are dead, until it next looks through the whole heap.
 */
function fetchAll<Result>(
  { operation: { fetched }, variables, gate }: OperationRun,
  run: Step,
  conditions: Conditions,
  ask: Ask,
  finish: (execution: Execution) => Result,
): Promise<Result> {
  return gate.enter(fetched.weight, async () => {
    const execution: Execution = {
      ...{ ask, variables, conditions },
      ...{ data: {}, errors: [], failures: new Map(), received: 0 },
    };
    await run(execution);
    fetched.weight = execution.received;
    return finish(execution);
  });
}

function answerOf(
  { reportInvalid }: OperationRun,
  { root }: OperationProjection,
  execution: Execution,
  introspected: JsonObject,
): Answer {
  const { data, errors, failures } = execution;
  const isClean = errors.length === 0 && failures.size === 0;
  const written = isClean ? writeAnswer(data, root, introspected) : undefined;
  if (written) return written;
  const projected = projectAnswer(execution, root, introspected, reportInvalid);
  if (projected.errors.length === 0) return Buffer.from(`{"data":${JSON.stringify(projected.data)}}\n`);
  return { data: projected.data, errors: projected.errors.map(toGraphQLError) };
}

function toGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
}

import {
  type ExecutionResult,
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
import { type ProjectedParts, runInParts } from "../defer/run-in-parts";
import type { AdmissionControl } from "../executor/admission-control";
import type { Ask, Execution, Step } from "../executor/execution";
import type { KeptAnswers, TakenAnswer } from "../kept-answers/kept-answers";
import type { Recording } from "../kept-answers/record-run";
import { type Conditions, readConditions } from "../normalise/conditions";
import { type ProjectedAnswer, projectAnswer, type ReportInvalid } from "../projection/project-answer";
import type { ObjectOf } from "../projection/projection";
import { writeAnswer } from "../projection/write-answer";
import type { Answer, AnswerInParts, LaterParts } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { revalidateOrExecute } from "../revalidation/revalidate-or-execute";
import type { RevalidationCache } from "../revalidation/revalidation-cache";
import type { SharedRuns } from "../shared-runs/shared-runs";
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
  /** Absent: every operation runs. */
  kept: KeptAnswers | undefined;
  /** Absent: equal requests run each for itself. */
  shared: SharedRuns | undefined;
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
  /** Looks for an answer that is kept; absent where none can be. What it gives to record is recorded by `run`. */
  take?: () => Promise<TakenAnswer>;
  /** Makes the plan's fetches and projects the answer; shares that with equal requests where it may. */
  run: () => Promise<Answer>;
  /** The same for an answer in parts; absent where nothing is deferred. */
  runInParts?: () => Promise<Answer | AnswerInParts>;
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
  const priced = { estimate, coerced, conditions };
  const inParts = readInParts(request, coerced, conditions);
  if (inParts instanceof GraphQLError) return { errors: [inParts] };
  let recording: Recording | undefined;
  const take = async () => {
    const taken = await takeKept(request, conditions);
    recording = taken.recording;
    return taken;
  };
  return {
    ...{ type, estimate, isTrusted, run: () => runShared(request, priced, recording) },
    ...(request.kept && isRepeatable(request) && { take }),
    ...(inParts && { runInParts: () => runOperationInParts(request, priced, inParts) }),
  };
}

interface PricedRun {
  estimate: Estimate;
  coerced: JsonObject;
  conditions: Conditions;
}

/** The projection of the first part; an error where a variable of `@defer` does not fit. What it cost is told of a whole answer. */
function readInParts(
  { operation: { inParts }, context }: OperationRun,
  coerced: JsonObject,
  conditions: Conditions,
): ObjectOf | GraphQLError | undefined {
  if (!inParts) return undefined;
  const switches = readConditions(inParts.variables, coerced);
  if (switches instanceof GraphQLError) return switches;
  return context.describesCost ? undefined : inParts.projectionFor(new Map([...conditions, ...switches]));
}

/** Never from what was answered before: what is the same again has come whole by the time that it is known. */
async function runOperationInParts(
  request: OperationRun,
  { conditions }: PricedRun,
  root: ObjectOf,
): Promise<Answer | AnswerInParts> {
  const { operation, variables, context, gate, reportInvalid } = request;
  const { schedule } = await operation.fetched.fetches(context.rate?.client ?? "");
  const introspected = operation.projectionFor(conditions).introspect?.(variables) ?? {};
  const execution = newExecution(request, conditions, (_fetch, sending) => request.fetch(sending, context));
  const { promise, resolve, reject } = Promise.withResolvers<Answer | AnswerInParts>();
  const work = async () => {
    const run = runInParts({ execution, schedule: schedule(), root, introspected, reportInvalid });
    run.first
      .then(({ hasNext, ...first }) =>
        hasNext ? { first: resultOf(first), rest: toLaterParts(run.rest()) } : toAnswer(first),
      )
      .then(resolve, reject);
    await run.done;
    operation.fetched.weight = execution.received;
  };
  gate.enter(operation.fetched.weight, work).catch(reject);
  return promise;
}

async function* toLaterParts(rest: AsyncIterable<ProjectedParts>): AsyncGenerator<LaterParts> {
  for await (const { parts, hasNext } of rest) {
    yield {
      parts: parts.map(({ label, path, data, errors }) => ({
        ...(label !== undefined && { label }),
        ...{ path, data },
        ...(errors.length > 0 && { errors: errors.map(toGraphQLError) }),
      })),
      hasNext,
    };
  }
}

/** A page of a table is asked for once, and what an answer cost is told of one. */
function isRepeatable({ operation, context }: OperationRun): boolean {
  return (
    operation.type !== OperationTypeNode.MUTATION && !context.describesCost && context.pageRows === undefined
  );
}

async function takeKept(request: OperationRun, conditions: Conditions): Promise<TakenAnswer> {
  const { operation, context, kept } = request;
  // A live query has to learn from its fetches which subgraphs' changes touch it.
  const isQuery = operation.type === OperationTypeNode.QUERY;
  if (!kept || !isQuery || operation.projectionFor(conditions).introspect) return {};
  const { subgraphs } = await operation.fetched.fetches(context.rate?.client ?? "");
  if (subgraphs.length === 0) return {};
  return kept.take({ key: personalKeyOf(request), subgraphs, begunAt: Date.parse(context.begunAt) });
}

/** Who records an answer to keep it runs alone: those who come meanwhile wait for that. */
function runShared(
  request: OperationRun,
  priced: PricedRun,
  recording: Recording | undefined,
): Promise<Answer> {
  const { operation, shared, context } = request;
  if (!shared || recording || operation.type !== OperationTypeNode.QUERY || !isRepeatable(request))
    return runOperation(request, priced, recording);
  return shared.join(personalKeyOf(request), context, (context) =>
    runOperation({ ...request, context }, priced, undefined),
  );
}

/** Whoever is somebody else may get another answer. */
function personalKeyOf(request: OperationRun): string {
  return `${request.context.viewer.subject ?? ""} ${keyOf(request)}`;
}

/** A query that is asked again and again is not executed while its subgraphs answer the same. */
async function runOperation(
  request: OperationRun,
  { estimate, coerced, conditions }: PricedRun,
  recording: Recording | undefined,
): Promise<Answer> {
  const { operation, runs, variables, context } = request;
  const { run, replay } = await operation.fetched.fetches(context.rate?.client ?? "");
  const projection = operation.projectionFor(conditions);
  const introspected = projection.introspect?.(variables) ?? {};
  const fetching: Ask = (_fetch, subgraphRequest) => request.fetch(subgraphRequest, context);
  const ask = recording?.asking(fetching) ?? fetching;
  const execute = (asking: Ask) =>
    fetchAll(request, run, conditions, asking, (execution) => {
      const answer = answerOf(request, projection, execution, introspected);
      if (!context.describesCost) return answer;
      const priced = { operation, estimate, data: execution.data, variables: coerced };
      return describeCost(answer, priced, request.budgets?.[context.viewer.role]);
    });
  if (!isRepeatable(request) || projection.introspect) return execute(ask);
  const options = { runs, key: keyOf(request), plan: replay, conditions, ask, execute };
  const answer = await revalidateOrExecute(options);
  if (Buffer.isBuffer(answer)) recording?.end(answer);
  return answer;
}

/**
 * Of all that a run's requests are made from, and of what the viewer may see: viewers of different rights get different
 * answers, and would make each other's forgotten. Nobody is answered by what this says, so it names no person.
 */
export function keyOf({ operation, variables, context: { viewer } }: OperationRun): string {
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
  { operation: { fetched }, variables, gate, context }: OperationRun,
  run: Step,
  conditions: Conditions,
  ask: Ask,
  finish: (execution: Execution) => Result,
): Promise<Result> {
  const work = async () => {
    const execution = newExecution({ variables }, conditions, ask);
    await run(execution);
    fetched.weight = execution.received;
    return finish(execution);
  };
  // Pages of tables have had their turn, and nobody else's answer is to wait for what they hold.
  return context.pageRows === undefined ? gate.enter(fetched.weight, work) : work();
}

function newExecution(
  { variables }: Pick<OperationRun, "variables">,
  conditions: Conditions,
  ask: Ask,
): Execution {
  return {
    ...{ ask, variables, conditions },
    ...{ data: {}, errors: [], failures: new Map(), received: 0 },
  };
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
  return toAnswer(projectAnswer(execution, root, introspected, reportInvalid));
}

function toAnswer(projected: ProjectedAnswer): Answer {
  if (projected.errors.length > 0) return resultOf(projected);
  return Buffer.from(`{"data":${JSON.stringify(projected.data)}}\n`);
}

function resultOf({ data, errors }: ProjectedAnswer): ExecutionResult<JsonObject> {
  return { ...(errors.length > 0 && { errors: errors.map(toGraphQLError) }), data };
}

function toGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
}

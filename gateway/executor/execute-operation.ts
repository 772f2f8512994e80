import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  OperationTypeNode,
} from "graphql";
import type { GatewayContext } from "../context";
import type { CompiledOperation, OperationShape } from "./compiled-operation";
import { type Conditions, readConditions } from "./conditions";
import type { Ask, Execution, FetchSubgraph } from "./execution";
import { type JsonObject, ownValue, setOwn } from "./json";
import { wrong } from "./leaf-values";
import type { RememberedRuns } from "./remembered-runs";
import { repeatOrExecute } from "./repeat-or-execute";
import { type ReportWrong, Shaping } from "./shaping";
import type { WorkGate } from "./work-gate";

export interface OperationRequest {
  schema: GraphQLSchema;
  operation: CompiledOperation;
  /** As the client sent them. */
  variables: JsonObject;
  context: GatewayContext;
  fetch: FetchSubgraph;
  gate: WorkGate;
  runs: RememberedRuns;
  reportWrong: ReportWrong;
}

/** Runs an operation: variables are checked, the plan's fetches made, and the answer shaped in one pass. */
export async function executeOperation(request: OperationRequest): Promise<ExecutionResult<JsonObject>> {
  const { operation, reportWrong } = request;
  const conditions = conditionsOf(request);
  if (Array.isArray(conditions)) return { errors: conditions };
  const shape = operation.shapeFor(conditions);
  return run(request, conditions, askOf(request), (execution) => shapeAnswer(shape, execution, reportWrong));
}

/**
 * The same for one that ran before, to the bytes of its answer where nothing went wrong. A query that is asked again and
 * again is not executed while its subgraphs answer the same. Undefined, and nothing was fetched, when it has to be
 * executed as if it were the first time: its variables do not fit, or it asks for the schema.
 */
export function executeToBytes(
  request: OperationRequest,
): Promise<Buffer | ExecutionResult<JsonObject>> | undefined {
  const { operation, runs, reportWrong } = request;
  const conditions = conditionsOf(request);
  if (Array.isArray(conditions)) return undefined;
  const shape = operation.shapeFor(conditions);
  if (shape.introspect) return undefined;
  const ask = askOf(request);
  const execute = (asking: Ask) =>
    run(request, conditions, asking, (execution) => {
      const { data, errors, outages } = execution;
      const text = errors.length === 0 && outages.size === 0 ? shape.text?.(data) : undefined;
      if (text !== undefined) return bytesOf(text);
      const result = shapeAnswer(shape, execution, reportWrong);
      return result.errors ? result : bytesOf(JSON.stringify(result.data));
    });
  if (operation.definition.operation !== OperationTypeNode.QUERY) return execute(ask);
  return repeatOrExecute({ runs, key: keyOf(request), plan: operation.replay, conditions, ask, execute });
}

/**
 * Of all that a run's requests are made from, and of what the viewer may see: viewers of different rights get different
 * answers, and would make each other's forgotten. Nobody is answered by what this says, so it names no person.
 */
function keyOf({ operation, variables, context: { viewer } }: OperationRequest): string {
  const given: JsonObject = {};
  // Whatever else a client sends along goes to no subgraph.
  for (const name of operation.variableNames) {
    const value = ownValue(variables, name);
    if (value !== undefined) setOwn(given, name, value);
  }
  return JSON.stringify([operation.id, viewer.role, viewer.organization, given]);
}

function askOf({ fetch, context }: OperationRequest): Ask {
  return (_fetch, request) => fetch(request, context);
}

/** With the line's end that Apollo Server gives an answer. */
function bytesOf(data: string): Buffer {
  return Buffer.from(`{"data":${data}}\n`);
}

/** What the operation's `@skip` and `@include` go by; errors when the variables do not fit. */
function conditionsOf({ schema, operation, variables }: OperationRequest): Conditions | GraphQLError[] {
  const { variableDefinitions = [] } = operation.definition;
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, variables);
  if (!coerced) return [...errors];
  const conditions = readConditions(operation.conditionVariables, coerced);
  return conditions instanceof GraphQLError ? [conditions] : conditions;
}

/**
 * Makes the fetches and gives what `finish` makes of them, as soon as the gate lets it.
 *
 * The answer's data hangs on nothing that was there before, and `finish` leaves bytes, not a text in thousands of
 * pieces: what hangs on a request that has waited is carried along by the garbage collector with it, also when both
 * are dead, until it next looks through the whole heap.
 */
function run<Answer>(
  { operation, variables, gate }: OperationRequest,
  conditions: Conditions,
  ask: Ask,
  finish: (execution: Execution) => Answer,
): Promise<Answer> {
  return gate.enter(operation.weight, async () => {
    const execution: Execution = {
      ...{ ask, variables, conditions },
      ...{ data: {}, errors: [], outages: new Map(), received: 0 },
    };
    await operation.run(execution);
    operation.weight = execution.received;
    return finish(execution);
  });
}

function shapeAnswer(
  { root, introspect }: OperationShape,
  execution: Execution,
  reportWrong: ReportWrong,
): ExecutionResult<JsonObject> {
  if (introspect) {
    for (const [name, value] of Object.entries(introspect(execution.variables))) {
      setOwn(execution.data, name, value);
    }
  }
  const shaped = root(execution.data, new Shaping(execution, reportWrong));
  const data = shaped === wrong ? null : (shaped as JsonObject);
  return execution.errors.length === 0 ? { data } : { data, errors: execution.errors.map(toGraphQLError) };
}

function toGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
}

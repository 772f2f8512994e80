import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
} from "graphql";
import type { GatewayContext } from "../context";
import type { CompiledOperation, OperationShape } from "./compiled-operation";
import { readConditions } from "./conditions";
import type { Execution, FetchSubgraph } from "./execution";
import { type JsonObject, setOwn } from "./json";
import { wrong } from "./leaf-values";
import { type ReportWrong, Shaping } from "./shaping";

export interface OperationRequest {
  schema: GraphQLSchema;
  operation: CompiledOperation;
  /** As the client sent them. */
  variables: JsonObject;
  context: GatewayContext;
  fetch: FetchSubgraph;
  reportWrong: ReportWrong;
}

/** Runs an operation: variables are checked, the plan's fetches made, and the answer shaped in one pass. */
export async function executeOperation(request: OperationRequest): Promise<ExecutionResult<JsonObject>> {
  const { operation, reportWrong } = request;
  const execution = begin(request);
  if (!("data" in execution)) return execution;
  const shape = operation.shapeFor(execution.conditions);
  await operation.run(execution);
  return shapeAnswer(shape, execution, reportWrong);
}

/**
 * The same for one that ran before, to the text of its answer where nothing went wrong. Undefined, and nothing was
 * fetched, when it has to be executed as if it were the first time: its variables do not fit, or it asks for the schema.
 */
export function executeToText(
  request: OperationRequest,
): Promise<string | ExecutionResult<JsonObject>> | undefined {
  const { operation, reportWrong } = request;
  const execution = begin(request);
  if (!("data" in execution)) return undefined;
  const shape = operation.shapeFor(execution.conditions);
  if (shape.introspect) return undefined;
  const write = (): string | ExecutionResult<JsonObject> => {
    const { data, errors, outages } = execution;
    const text = errors.length === 0 && outages.size === 0 ? shape.text?.(data) : undefined;
    return text === undefined ? shapeAnswer(shape, execution, reportWrong) : `{"data":${text}}`;
  };
  return operation.run(execution).then(write);
}

/** What a run starts with; errors when the variables do not fit. */
function begin(request: OperationRequest): Execution | { errors: readonly GraphQLError[] } {
  const { schema, operation, variables, context, fetch } = request;
  const { variableDefinitions = [] } = operation.definition;
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, variables);
  if (!coerced) return { errors };
  const conditions = readConditions(operation.conditionVariables, coerced);
  if (conditions instanceof GraphQLError) return { errors: [conditions] };
  return { fetch, context, variables, conditions, data: {}, errors: [], outages: new Map() };
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

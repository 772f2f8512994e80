import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
} from "graphql";
import type { GatewayContext } from "../context";
import type { CompiledOperation } from "./compiled-operation";
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
  const { schema, operation, variables, context, fetch, reportWrong } = request;
  const { definition, conditionVariables } = operation;
  const values = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  if (values.errors) return { errors: values.errors };
  const execution: Execution = {
    fetch,
    context,
    variables,
    conditions: readConditions(conditionVariables, values.coerced),
    data: {},
    errors: [],
    outages: new Map(),
  };
  await operation.run(execution);
  return shapeAnswer(operation, execution, reportWrong);
}

function shapeAnswer(
  operation: CompiledOperation,
  execution: Execution,
  reportWrong: ReportWrong,
): ExecutionResult<JsonObject> {
  const { root, introspect } = operation.shapeFor(execution.conditions);
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

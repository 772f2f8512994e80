import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from "graphql";
import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { valuesProblem, variablesProblem } from "../../shared/http/input/input-limits";
import { checkSelections, type Limits } from "../cost/limits";
import { parseDocument } from "../document/parse-document";
import { validateDocument } from "../document/validate-document";
import { checkSqlRequest } from "../sql/sql-request";
import { requireList } from "./require-list";
import type { SavedContent, SavedParameter, SavedTable } from "./saved-query";
import { type SchemaUsed, schemaUsedBy } from "./schema-used";

/** What a saved query is on the schema that it is saved with. */
export interface CheckedContent {
  schemaUsed: SchemaUsed;
  /** Of a query, its variables; of SQL, those that were declared. */
  parameters: readonly SavedParameter[];
}

/** The parts of an address that are no parameters of a saved query. */
export const reservedParameters = ["language", "locale", "limit", "list", "share"];

/**
 * Checks what is to be saved. Throws GraphError for what is no query of this schema: GRAPHQL_PARSE_FAILED,
 * GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE, QUERY_TOO_COMPLEX, BAD_USER_INPUT.
 */
export function checkContent(
  content: SavedContent,
  declared: readonly SavedParameter[],
  schema: GraphQLSchema,
  limits: Limits | undefined,
): CheckedContent {
  if (content.kind === "query") {
    const { used, parameters } = checkTable(content, schema, limits);
    return { schemaUsed: used, parameters: requireFree(parameters) };
  }
  checkSqlRequest(content);
  const used = Object.entries(content.tables).map(([name, table]) =>
    within(`Table ${name}: `, () => checkTable(table, schema, limits).used),
  );
  for (const parameter of declared) checkSqlDefault(parameter);
  return { schemaUsed: Object.assign({}, ...used), parameters: requireFree(declared) };
}

/** A query's operation, read again without being checked; undefined where the text cannot be read any more. */
export function operationOf(
  { query, operationName }: SavedTable,
  limits: Limits | undefined,
): { document: DocumentNode; operation: OperationDefinitionNode } {
  const document = parseDocument(query, limits?.maxTokens);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const names = operations.map(({ name }) => name?.value);
  const [operation, ...others] = operations.filter(
    ({ name }) => operationName === undefined || name?.value === operationName,
  );
  if (operation && others.length === 0) return { document, operation };
  const which = operationName === undefined ? "one operation" : `an operation ${quote(operationName)}`;
  const shown = names.map((name) => (name === undefined ? "one without a name" : name)).join(", ") || "none";
  throw new GraphError(
    "OPERATION_RESOLUTION_FAILURE",
    `Expected the query to have ${which}, or operationName to say which one; it has ${shown}.`,
  );
}

function checkTable(
  table: SavedTable,
  schema: GraphQLSchema,
  limits: Limits | undefined,
): { used: SchemaUsed; parameters: SavedParameter[] } {
  const { document, operation } = operationOf(table, limits);
  if (limits) checkSelections(document, limits);
  if (operation.operation !== OperationTypeNode.QUERY)
    throw badInput(`Expected a query, which changes nothing; got a ${operation.operation}.`);
  const [problem] = validateDocument(schema, document);
  if (problem) throw problem;
  const { variables = {} } = table;
  const definitions = operation.variableDefinitions ?? [];
  const unfit =
    variablesProblem(variables) ?? valuesProblem(variables) ?? givenProblem(schema, definitions, variables);
  if (unfit) throw unfit;
  requireList(schema, document, table);
  return {
    used: schemaUsedBy(schema, document),
    parameters: definitions.map((definition) => parameterOf(schema, definition, variables)),
  };
}

/** What is wrong with the values that are given; that others are missing is no fault, for the address may set them. */
export function givenProblem(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): GraphError | undefined {
  const names = definitions.map(({ variable }) => variable.name.value);
  const unknown = Object.keys(variables).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const there = names.length > 0 ? names.map((name) => `$${name}`).join(", ") : "none";
    return badInput(`Expected variables of the query (${there}); got ${quote(unknown)}.`);
  }
  const given = definitions.filter(({ variable }) => Object.hasOwn(variables, variable.name.value));
  const { errors } = getVariableValues(schema, given, { ...variables }, { maxErrors: 1 });
  return errors?.[0] && badInput(errors[0].message);
}

function parameterOf(
  schema: GraphQLSchema,
  { variable, type, defaultValue }: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): SavedParameter {
  const name = variable.name.value;
  const described = { name, type: print(type) };
  if (Object.hasOwn(variables, name)) return { ...described, default: variables[name] };
  if (defaultValue === undefined) return described;
  const inputType = typeFromAST(schema, type);
  const value: unknown = isInputType(inputType) ? valueFromAST(defaultValue, inputType) : undefined;
  return { ...described, default: value };
}

function requireFree(parameters: readonly SavedParameter[]): readonly SavedParameter[] {
  const taken = parameters.find(({ name }) => reservedParameters.includes(name));
  if (!taken) return parameters;
  throw badInput(
    `Expected no parameter ${quote(taken.name)}: in an address ${reservedParameters.join(", ")} mean something else. Call the variable otherwise.`,
  );
}

function checkSqlDefault({ name, type, default: value }: SavedParameter): void {
  if (value === undefined || value === null) return;
  const fits = {
    text: typeof value === "string",
    integer: Number.isSafeInteger(value),
    number: typeof value === "number",
    boolean: typeof value === "boolean",
    date: typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
  }[type];
  if (!fits) throw badInput(`Expected the default of ${quote(name)} to be of the type ${type}.`);
}

/** The same error, with a beginning that says where. */
function within<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(error.code, where + error.message, { cause: error });
  }
}

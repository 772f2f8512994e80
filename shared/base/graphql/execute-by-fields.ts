import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  locatedError,
  OperationTypeNode,
  visit,
} from "graphql";
import { type Completing, completeValues, failed, type PathOf } from "./complete-values";
import { inPortions, takesTurns } from "./in-portions";
import { type Execution, type Planned, type PlannedField, planObject } from "./plan-fields";
import { Failure, isPending, settleValues } from "./settle-values";

/*
 * graphql-js answers one object after the other, and each object's fields one after the other: for a list of 126 units, or a
 * page of a table, that is a call with its arguments read anew, a description of the call, a path and often a promise for
 * every value, and one more for every object. Here a field is answered for all objects of a list before the next one: its
 * arguments are read once, it is described once, and what has to be waited for is waited for together.
 *
 * Answers and errors are those of graphql-js, each error at its place; only their order is another, and where several errors
 * make one object null, all of them are told. Resolvers are not given the path to their object: `info.path` is the field's
 * name alone.
 */

export interface ExecuteByFieldsOptions {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variableValues?: Readonly<Record<string, unknown>> | undefined;
  contextValue: unknown;
}

type Answer = Record<string, unknown>;

/** The answer of a query; undefined, before any resolver is called, where graphql-js has to answer. */
export function executeByFields(options: ExecuteByFieldsOptions): Promise<ExecutionResult> | undefined {
  const { schema, document, operationName, variableValues = {}, contextValue } = options;
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !root || !isOrdinary(document)) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues);
  if (!coerced) return undefined;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  }
  const errors: Execution["errors"] = [];
  const execution = { schema, operation, fragments, variables: coerced, contextValue, errors };
  return answerRoot(execution, () => planObject(execution, root, [operation.selectionSet]));
}

async function answerRoot(execution: Execution, plan: () => Planned[]): Promise<ExecutionResult> {
  const { errors } = execution;
  const answers = async () => answerObjects(execution, plan(), [undefined], () => []);
  const [answer = failed] = await answers().catch((error: unknown) => {
    // A condition that is none, where a variable of it is null.
    errors.push(locatedError(error, undefined));
    return [];
  });
  const data = answer === failed ? null : answer;
  return errors.length > 0 ? { errors, data } : { data };
}

/** What objects of one type answer, in their order. */
async function answerObjects(
  execution: Execution,
  fields: readonly Planned[],
  sources: readonly unknown[],
  pathOf: PathOf,
): Promise<(Answer | typeof failed)[]> {
  // All are called before any is waited for, so that what they load is loaded together.
  const columns = await Promise.all(
    fields.map((field) => answerField(execution, field, sources, (at) => [...pathOf(at), field.name])),
  );
  const answers: (Answer | typeof failed)[] = [];
  await inPortions(sources.length, (at) => {
    answers.push(answerOf(fields, columns, at));
  });
  return answers;
}

function answerOf(
  fields: readonly Planned[],
  columns: readonly (readonly unknown[])[],
  at: number,
): Answer | typeof failed {
  const answer: Answer = {};
  for (let field = 0; field < fields.length; field++) {
    const value = columns[field]?.[at];
    if (value === failed) return failed;
    answer[fields[field]?.name ?? ""] = value;
  }
  return answer;
}

async function answerField(
  execution: Execution,
  field: Planned,
  sources: readonly unknown[],
  pathOf: PathOf,
): Promise<unknown[]> {
  if ("typeName" in field) return sources.map(() => field.typeName);
  const called =
    (await callTogether(execution, field, sources)) ?? (await callAll(execution, field, sources));
  const values = await settleValues(called);
  const completing: Completing = {
    ...{ execution, field },
    answer(type, objects, pathOfObject) {
      const fields = field.below.get(type) ?? planObject(execution, type, field.sets);
      field.below.set(type, fields);
      return answerObjects(execution, fields, objects, pathOfObject);
    },
  };
  return completeValues(completing, field.type, values, pathOf);
}

/** Undefined where each object is to be answered by itself. Of more than a portion too many would be answered at a time. */
async function callTogether(
  { contextValue }: Execution,
  { together, args, problem }: PlannedField,
  sources: readonly unknown[],
): Promise<unknown[] | undefined> {
  if (!together || problem || takesTurns(sources.length)) return undefined;
  try {
    const values = await together(sources, args, contextValue);
    return values && [...values];
  } catch (error) {
    return sources.map(() => new Failure(error));
  }
}

async function callAll(
  { contextValue }: Execution,
  { resolve, args, info, problem }: PlannedField,
  sources: readonly unknown[],
): Promise<unknown[]> {
  const values: unknown[] = [];
  const mayReject = takesTurns(sources.length);
  await inPortions(sources.length, (at) => {
    if (problem) return void values.push(new Failure(problem.error));
    try {
      const value = resolve(sources[at], args, contextValue, info);
      // Nobody waits for it before the last has been called; its error is told then.
      if (mayReject && isPending(value)) value.then(undefined, () => {});
      values.push(value);
    } catch (error) {
      values.push(new Failure(error));
    }
  });
  return values;
}

const ordinary = new WeakMap<DocumentNode, boolean>();

/** Whether a document asks for data alone, by names that objects of JavaScript can have. */
function isOrdinary(document: DocumentNode): boolean {
  const known = ordinary.get(document);
  if (known !== undefined) return known;
  let is = true;
  visit(document, {
    Field({ name, alias }) {
      if (alias?.value === "__proto__" || name.value === "__schema" || name.value === "__type") is = false;
    },
  });
  ordinary.set(document, is);
  return is;
}

import {
  type DocumentNode,
  defaultFieldResolver,
  defaultTypeResolver,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { type ObjectSelection, selectObject } from "./select-object";

/*
 * graphql-js answers one object after the other, and each object's fields one after the other: for a page of a table that is
 * a call with its arguments read anew, a description of the call, a path and often a promise for every value, and one more
 * for every object. Here a field is answered for all objects of a list before the next one: its arguments are read once, it
 * is described once, and what has to be waited for is waited for together.
 *
 * It knows no errors. Whatever is not as it should be, an error that a resolver throws or a null that may not be, ends it,
 * and the operation is answered again by graphql-js, which tells errors at their places: queries change nothing.
 */

export interface ExecuteByFieldsOptions {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variableValues?: Readonly<Record<string, unknown>> | undefined;
  contextValue: unknown;
}

type Answer = Record<string, unknown>;

/** The data of a query; undefined where graphql-js has to answer: any other operation, and any error. */
export async function executeByFields(options: ExecuteByFieldsOptions): Promise<Answer | undefined> {
  const { schema, document, operationName, variableValues = {}, contextValue } = options;
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !root) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues);
  if (!coerced) return undefined;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  }
  const execution: Execution = { schema, operation, fragments, variables: coerced, contextValue };
  try {
    const fields = planObject(execution, root, [operation.selectionSet]);
    const [data] = await answerObjects(execution, fields, [undefined]);
    return data;
  } catch {
    // graphql-js comes across it again, and tells it.
    return undefined;
  }
}

interface Execution extends ObjectSelection {
  operation: OperationDefinitionNode;
  contextValue: unknown;
}

/** A field of all objects of one type at one place of the answer. */
interface PlannedField {
  name: string;
  type: GraphQLOutputType;
  resolve: GraphQLFieldResolver<unknown, unknown>;
  args: Record<string, unknown>;
  info: GraphQLResolveInfo;
  /** What is selected of its objects. */
  sets: readonly SelectionSetNode[];
  /** The fields of these by their type, made when the first of them comes. */
  below: Map<GraphQLObjectType, readonly Planned[]>;
}

/** `typeName`: it is the type's name. */
type Planned = PlannedField | { name: string; typeName: string };

/** Something that graphql-js has to tell, or that is not done here. */
class Unclean extends Error {
  override name = "Unclean";
}

function planObject(
  execution: Execution,
  parentType: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Planned[] {
  const { schema, fragments, operation, variables } = execution;
  return [...selectObject(execution, parentType, sets)].map(([name, fieldNodes]) => {
    const [node] = fieldNodes;
    const fieldName = node.name.value;
    if (name === "__proto__") throw new Unclean("A name that every object has.");
    if (fieldName === "__typename") return { name, typeName: parentType.name };
    const definition = parentType.getFields()[fieldName];
    if (!definition) throw new Unclean("A field of the schema's own.");
    const { type, resolve = defaultFieldResolver } = definition;
    const path = { prev: undefined, key: name, typename: parentType.name };
    const info = {
      ...{ fieldName, fieldNodes, returnType: type, parentType, path },
      ...{ schema, fragments, rootValue: undefined, operation, variableValues: variables },
    };
    const args = getArgumentValues(definition, node, variables);
    const below = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return { ...{ name, type, resolve, args, info }, sets: below, below: new Map() };
  });
}

/** What objects of one type answer, in their order. */
async function answerObjects(
  execution: Execution,
  fields: readonly Planned[],
  sources: readonly unknown[],
): Promise<Answer[]> {
  // All are called before any is waited for, so that what they load is loaded together.
  const columns = await Promise.all(fields.map((field) => answerField(execution, field, sources)));
  return sources.map((_, at) => {
    const answer: Answer = {};
    for (let field = 0; field < fields.length; field++) {
      answer[fields[field]?.name ?? ""] = columns[field]?.[at];
    }
    return answer;
  });
}

async function answerField(
  execution: Execution,
  field: Planned,
  sources: readonly unknown[],
): Promise<readonly unknown[]> {
  if ("typeName" in field) return sources.map(() => field.typeName);
  return complete(execution, field, field.type, await settle(callAll(execution, field, sources)));
}

function callAll(
  { contextValue }: Execution,
  { resolve, args, info }: PlannedField,
  sources: readonly unknown[],
): unknown[] {
  const values: unknown[] = [];
  try {
    for (const source of sources) values.push(resolve(source, args, contextValue, info));
  } catch (error) {
    // Those that were called before it may fail as well, and nobody waits for them.
    for (const value of values) if (isPending(value)) value.then(undefined, () => undefined);
    throw error;
  }
  return values;
}

/** Waits for those that have to be waited for, if there are any. */
function settle(values: unknown[]): unknown[] | Promise<unknown[]> {
  return values.some(isPending) ? Promise.all(values) : values;
}

function isPending(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** Values of a field as the answer has them. Throws for one that its type does not allow. */
async function complete(
  execution: Execution,
  field: PlannedField,
  type: GraphQLOutputType,
  values: readonly unknown[],
): Promise<readonly unknown[]> {
  if (isNonNullType(type)) {
    const completed = await complete(execution, field, type.ofType, values);
    if (completed.includes(null)) throw new Unclean("A null that may not be.");
    return completed;
  }
  if (isLeafType(type)) {
    return values.map((value) => {
      if (value === null || value === undefined) return null;
      const serialized: unknown = type.serialize(value);
      if (serialized === null || serialized === undefined) throw new Unclean("A value that is none.");
      return serialized;
    });
  }
  if (isListType(type)) return completeLists(execution, field, type.ofType, values);
  if (isObjectType(type)) return completeObjects(execution, field, values, () => type);
  return completeObjects(execution, field, values, (value) => typeOf(execution, field, type, value));
}

/** The elements of all lists are completed together. */
async function completeLists(
  execution: Execution,
  field: PlannedField,
  type: GraphQLOutputType,
  lists: readonly unknown[],
): Promise<readonly unknown[]> {
  const elements: unknown[] = [];
  for (const list of lists) {
    if (list === null || list === undefined) continue;
    if (!Array.isArray(list)) throw new Unclean("A list that is none of JavaScript's.");
    for (const element of list) elements.push(element);
  }
  const completed = await complete(execution, field, type, await settle(elements));
  let from = 0;
  return lists.map((list) => {
    if (!Array.isArray(list)) return null;
    from += list.length;
    return completed.slice(from - list.length, from);
  });
}

/** Those of each type are answered together. */
async function completeObjects(
  execution: Execution,
  field: PlannedField,
  values: readonly unknown[],
  typeOfValue: (value: unknown) => GraphQLObjectType,
): Promise<readonly unknown[]> {
  const byType = new Map<GraphQLObjectType, number[]>();
  for (const [at, value] of values.entries()) {
    if (value === null || value === undefined) continue;
    if (value instanceof Error) throw value;
    const type = typeOfValue(value);
    const known = byType.get(type);
    if (known) known.push(at);
    else byType.set(type, [at]);
  }
  const completed: unknown[] = values.map(() => null);
  const answerType = async (type: GraphQLObjectType, places: readonly number[]): Promise<void> => {
    const fields = field.below.get(type) ?? planObject(execution, type, field.sets);
    field.below.set(type, fields);
    const sources = places.map((at) => values[at]);
    requireType(execution, field, type, sources);
    const answers = await answerObjects(execution, fields, sources);
    for (const [index, at] of places.entries()) completed[at] = answers[index];
  };
  await Promise.all([...byType].map(([type, places]) => answerType(type, places)));
  return completed;
}

function requireType(
  { contextValue }: Execution,
  { info }: PlannedField,
  { isTypeOf }: GraphQLObjectType,
  sources: readonly unknown[],
): void {
  if (!isTypeOf) return;
  for (const source of sources) {
    if (isTypeOf(source, contextValue, info) !== true) throw new Unclean("An object of another type.");
  }
}

function typeOf(
  { schema, contextValue }: Execution,
  { info }: PlannedField,
  type: GraphQLAbstractType,
  value: unknown,
): GraphQLObjectType {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const name = resolveType(value, contextValue, info, type);
  const found = typeof name === "string" ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new Unclean("An object whose type has to be waited for, or is none.");
}

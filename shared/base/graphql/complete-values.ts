import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
} from "graphql";
import { inspect } from "graphql/jsutils/inspect";
import { inPortions } from "./in-portions";
import type { Execution, PlannedField } from "./plan-fields";
import { Failure, settleValues } from "./settle-values";

/** In the place of a value that is an error, and has been told: its object, or the next above that may be, is null. */
export const failed = Symbol("failed");

/** Where the value with this number stands in the answer: its keys from the top. Only asked for errors. */
export type PathOf = (at: number) => (string | number)[];

/** The values of one field, which have come. */
export interface Completing {
  execution: Execution;
  field: PlannedField;
  /** Answers objects of one type by what is selected of them. */
  answer(type: GraphQLObjectType, sources: readonly unknown[], pathOf: PathOf): Promise<unknown[]>;
}

/** Values of a field as the answer has them; `failed` where neither a value nor null may be. */
export async function completeValues(
  completing: Completing,
  type: GraphQLOutputType,
  values: readonly unknown[],
  pathOf: PathOf,
): Promise<unknown[]> {
  if (!isNonNullType(type)) {
    const completed = await completeNullable(completing, type, values, pathOf);
    for (let at = 0; at < completed.length; at++) if (completed[at] === failed) completed[at] = null;
    return completed;
  }
  const completed = await completeNullable(completing, type.ofType, values, pathOf);
  for (let at = 0; at < completed.length; at++) {
    if (completed[at] === null) completed[at] = fail(completing, at, pathOf, nullOf(completing.field));
  }
  return completed;
}

async function completeNullable(
  completing: Completing,
  type: GraphQLOutputType,
  values: readonly unknown[],
  pathOf: PathOf,
): Promise<unknown[]> {
  const known = values.map((value, at) => {
    if (value instanceof Failure) return fail(completing, at, pathOf, value.error);
    return value instanceof Error ? fail(completing, at, pathOf, value) : (value ?? null);
  });
  if (isLeafType(type)) return completeLeaves(completing, type, known, pathOf);
  if (isListType(type)) return completeLists(completing, type.ofType, known, pathOf);
  if (isObjectType(type)) return completeObjects(completing, known, pathOf, () => type);
  if (isNonNullType(type)) throw new Error("Expected a type that is not of another that may not be null.");
  const names = known.map((value) =>
    value === null || value === failed ? undefined : nameOf(completing, type, value),
  );
  const resolved = await settleValues(names);
  return completeObjects(completing, known, pathOf, (at) => typeNamed(completing, type, resolved[at]));
}

async function completeLeaves(
  completing: Completing,
  type: GraphQLLeafType,
  values: unknown[],
  pathOf: PathOf,
): Promise<unknown[]> {
  await inPortions(values.length, (at) => {
    const value = values[at];
    if (value === null || value === failed) return;
    try {
      const serialized: unknown = type.serialize(value);
      if (serialized === null || serialized === undefined) throw noneOf(type, value, serialized);
      values[at] = serialized;
    } catch (error) {
      values[at] = fail(completing, at, pathOf, error);
    }
  });
  return values;
}

/** The elements of all lists are completed together. */
async function completeLists(
  completing: Completing,
  type: GraphQLOutputType,
  lists: unknown[],
  pathOf: PathOf,
): Promise<unknown[]> {
  const elements: unknown[] = [];
  /** By list, its first element; and, by element, its list. */
  const [firsts, owners]: [number[], number[]] = [[], []];
  for (const [at, list] of lists.entries()) {
    firsts.push(elements.length);
    if (list === null || list === failed) continue;
    if (!isIterable(list)) {
      lists[at] = fail(completing, at, pathOf, noList(completing.field));
      continue;
    }
    for (const element of list) {
      elements.push(element);
      owners.push(at);
    }
  }
  firsts.push(elements.length);
  const completed = await completeValues(completing, type, await settleValues(elements), (element) => {
    const owner = owners[element] ?? 0;
    return [...pathOf(owner), element - (firsts[owner] ?? 0)];
  });
  return lists.map((list, at) => {
    if (list === null || list === failed) return list;
    const own = completed.slice(firsts[at], firsts[at + 1]);
    return own.includes(failed) ? failed : own;
  });
}

/** Those of each type are answered together. */
async function completeObjects(
  completing: Completing,
  values: unknown[],
  pathOf: PathOf,
  typeAt: (at: number) => GraphQLObjectType,
): Promise<unknown[]> {
  const byType = new Map<GraphQLObjectType, number[]>();
  for (const [at, value] of values.entries()) {
    if (value === null || value === failed) continue;
    try {
      const type = typeAt(at);
      const known = byType.get(type);
      if (known) known.push(at);
      else byType.set(type, [at]);
    } catch (error) {
      values[at] = fail(completing, at, pathOf, error);
    }
  }
  const answerType = async (type: GraphQLObjectType, all: readonly number[]): Promise<void> => {
    const places = type.isTypeOf ? await ofType(completing, type, values, all, pathOf) : all;
    const sources = places.map((at) => values[at]);
    try {
      const answers = await completing.answer(type, sources, (index) => pathOf(places[index] ?? 0));
      for (const [index, at] of places.entries()) values[at] = answers[index];
    } catch (error) {
      // A condition that is none, where a variable of it is null.
      for (const at of places) values[at] = fail(completing, at, pathOf, error);
    }
  };
  await Promise.all([...byType].map(([type, places]) => answerType(type, places)));
  return values;
}

/** The places whose object is of the type by the type's own word; the others have failed. */
async function ofType(
  completing: Completing,
  type: GraphQLObjectType,
  values: unknown[],
  places: readonly number[],
  pathOf: PathOf,
): Promise<number[]> {
  const { execution, field } = completing;
  const found = await settleValues(
    places.map((at) => attempt(() => type.isTypeOf?.(values[at], execution.contextValue, field.info))),
  );
  return places.filter((at, index) => {
    const is = found[index];
    if (is === true) return true;
    const error = is instanceof Failure ? is.error : notOf(type, values[at], field);
    values[at] = fail(completing, at, pathOf, error);
    return false;
  });
}

function nameOf(
  { execution: { contextValue }, field: { info } }: Completing,
  type: GraphQLAbstractType,
  value: unknown,
): unknown {
  return attempt(() => (type.resolveType ?? defaultTypeResolver)(value, contextValue, info, type));
}

function typeNamed(
  { execution: { schema }, field }: Completing,
  type: GraphQLAbstractType,
  name: unknown,
): GraphQLObjectType {
  if (name instanceof Failure) throw name.error;
  if (name === undefined || name === null) throw untold(type, field);
  const found = typeof name === "string" ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(
    `Abstract type "${type.name}" must resolve to an Object type; got ${inspect(name)}.`,
  );
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return new Failure(error);
  }
}

/** Tells an error at its place, as graphql-js does. */
function fail({ execution, field }: Completing, at: number, pathOf: PathOf, error: unknown): typeof failed {
  execution.errors.push(locatedError(error, field.info.fieldNodes, pathOf(at)));
  return failed;
}

const placeOf = ({ info }: PlannedField) => `${info.parentType.name}.${info.fieldName}`;
const nullOf = (field: PlannedField) =>
  new Error(`Cannot return null for non-nullable field ${placeOf(field)}.`);
const noList = (field: PlannedField) =>
  new GraphQLError(`Expected Iterable, but did not find one for field "${placeOf(field)}".`);
const noneOf = (type: GraphQLLeafType, value: unknown, serialized: unknown) =>
  new Error(
    `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
  );
const untold = (type: GraphQLAbstractType, field: PlannedField) =>
  new GraphQLError(
    `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${placeOf(field)}". ` +
      `Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
  );
const notOf = (type: GraphQLObjectType, value: unknown, { info }: PlannedField) =>
  new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
    nodes: info.fieldNodes,
  });

/** As graphql-js has it: a text is none. */
function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";
import { isJsonObject, type JsonObject, ownValue } from "../values/json";

/** Adds to a set what the values of an operation's variables use of the schema: enum values, input fields, input types. */
export type NoteValues = (variables: JsonObject, used: Set<string>) => void;

/**
 * So many values of one operation are looked at. What comes behind them is noted as anything of the variable's type
 * (`LoanFilter.*`): a check then takes all of it for used.
 */
const mostValues = 100;

/** Undefined where no variable can hold such a value, as with most operations. */
export function compileUsedValues(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): NoteValues | undefined {
  const variables = definitions.flatMap(({ variable, type }) => {
    const input = typeFromAST(schema, type);
    const walk = isInputType(input) ? walkOf(input) : undefined;
    return walk && input ? [{ name: variable.name.value, anything: `${getNamedType(input)}.*`, walk }] : [];
  });
  if (variables.length === 0) return undefined;
  return (values, used) => {
    const left = { values: mostValues };
    for (const { name, anything, walk } of variables) {
      const value = ownValue(values, name);
      if (value === undefined || value === null) continue;
      walk(value, used, left);
      if (left.values < 0) used.add(anything);
    }
  };
}

type Walk = (value: unknown, used: Set<string>, left: { values: number }) => void;

/** By type, which lives as long as its schema; undefined: of its values nothing is to be noted. */
const walks = new WeakMap<object, { walk: Walk | undefined }>();

/** A list and its only item, which may stand for it, are walked alike. */
function walkOf(type: GraphQLInputType): Walk | undefined {
  const named = getNamedType(type);
  const known = walks.get(named);
  if (known) return known.walk;
  // Types may hold themselves: whoever meets this one again while it is made asks for it when it runs.
  const made: { walk: Walk | undefined } = { walk: (value, used, left) => inner?.(value, used, left) };
  walks.set(named, made);
  const inner = isEnumType(named)
    ? eachItem(enumWalk(named))
    : isInputObjectType(named)
      ? eachItem(objectWalk(named))
      : undefined;
  made.walk = inner;
  return inner;
}

function enumWalk(type: { name: string; getValues(): readonly { name: string }[] }): Walk {
  const elements = new Map(type.getValues().map(({ name }) => [name, `${type.name}.${name}`]));
  return (value, used) => {
    const element = typeof value === "string" ? elements.get(value) : undefined;
    if (element !== undefined) used.add(element);
  };
}

function objectWalk(type: {
  name: string;
  getFields(): Record<string, { name: string; type: GraphQLInputType }>;
}): Walk {
  const fields = new Map(
    Object.values(type.getFields()).map((field) => [
      field.name,
      { element: `${type.name}.${field.name}`, walk: walkOf(field.type) },
    ]),
  );
  return (value, used, left) => {
    if (!isJsonObject(value)) return;
    used.add(type.name);
    for (const name of Object.keys(value)) {
      const field = fields.get(name);
      if (!field) continue;
      used.add(field.element);
      field.walk?.(value[name], used, left);
    }
  };
}

function eachItem(walk: Walk): Walk {
  const walkItem: Walk = (value, used, left) => {
    if (--left.values < 0) return;
    if (!Array.isArray(value)) return walk(value, used, left);
    for (const item of value) {
      if (left.values < 0) return;
      walkItem(item, used, left);
    }
  };
  return walkItem;
}

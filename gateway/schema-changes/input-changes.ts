import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isListType,
  isNonNullType,
  print,
} from "graphql";
import { changesOfNotes } from "./note-changes";
import { type ChangeKind, compareNamed, type SchemaChange } from "./schema-change";

/** Of an input type. Whoever gives an object of it uses the type itself. */
export function changesOfInput(
  before: GraphQLInputObjectType,
  after: GraphQLInputObjectType,
): SchemaChange[] {
  const { removed, added, kept } = compareNamed(
    Object.values(before.getFields()),
    Object.values(after.getFields()),
  );
  const { name: type } = before;
  const coordinateOf = ({ name }: { name: string }) => `${type}.${name}`;
  return [
    ...removed.map(
      (field): SchemaChange => ({
        ...{ kind: "INPUT_FIELD_REMOVED", severity: "breaking", coordinate: coordinateOf(field) },
        ...{ message: `${coordinateOf(field)} is gone.`, affects: [coordinateOf(field)] },
      }),
    ),
    ...added.map((field) => addedValue("INPUT_FIELD_ADDED", coordinateOf(field), field, [type])),
    ...kept.flatMap(([old, now]) => changesOfValue("INPUT_FIELD", coordinateOf(old), old, now, type)),
    ...oneOfChange(before, after),
  ];
}

function oneOfChange(before: GraphQLInputObjectType, after: GraphQLInputObjectType): SchemaChange[] {
  if (before.isOneOf === after.isOneOf) return [];
  const { name } = before;
  return [
    after.isOneOf
      ? {
          ...{ kind: "ONE_OF_CHANGED", severity: "breaking", coordinate: name, affects: [name] },
          message: `${name} takes exactly one of its fields now (@oneOf).`,
        }
      : {
          ...{ kind: "ONE_OF_CHANGED", severity: "safe", coordinate: name, affects: [name] },
          message: `${name} takes several of its fields now (no @oneOf).`,
        },
  ];
}

type InputValue = GraphQLArgument | GraphQLInputField;

/** A new argument or input field; `whole` is what those use who leave it out. */
export function addedValue(
  kind: "ARGUMENT_ADDED" | "INPUT_FIELD_ADDED",
  coordinate: string,
  value: InputValue,
  whole: readonly string[],
): SchemaChange {
  const required = isRequired(value);
  return {
    ...{ kind, severity: required ? "breaking" : "safe", coordinate, affects: required ? whole : [] },
    message: required
      ? `${coordinate} is new and has to be given: ${value.type}.`
      : `${coordinate} is new: ${value.type}.`,
  };
}

/**
 * Of an argument or input field that stays. `whole` is the field or input type: what those use who leave it out. Where it had a
 * default and has to be given now, each of them is refused, though its type is the same.
 */
export function changesOfValue(
  of: "ARGUMENT" | "INPUT_FIELD",
  coordinate: string,
  before: InputValue,
  after: InputValue,
  whole: string,
): SchemaChange[] {
  const changes: SchemaChange[] = [];
  const mustBeGiven = isRequired(after) && !isRequired(before);
  const typeKind: ChangeKind = `${of}_TYPE_CHANGED`;
  const defaultKind: ChangeKind = `${of}_DEFAULT_CHANGED`;
  if (String(before.type) !== String(after.type)) {
    const isSafe = takesAll(before.type, after.type) && !mustBeGiven;
    changes.push({
      ...{ kind: typeKind, severity: isSafe ? "safe" : "breaking", coordinate },
      message: `${coordinate} was ${before.type}, and is ${after.type}${mustBeGiven ? ": it has to be given now" : ""}.`,
      affects: mustBeGiven ? [whole, coordinate] : [coordinate],
    });
  }
  const [old, now] = [defaultOf(before), defaultOf(after)];
  if (old !== now && !(mustBeGiven && changes.length > 0)) {
    changes.push({
      ...{
        kind: defaultKind,
        severity: mustBeGiven ? "breaking" : "dangerous",
        coordinate,
        affects: [whole],
      },
      message: mustBeGiven
        ? `${coordinate} has no default any more and has to be given: it was ${old}.`
        : `The default of ${coordinate} was ${old ?? "none"}, and is ${now ?? "none"}.`,
    });
  }
  return [...changes, ...changesOfNotes(coordinate, before, after)];
}

function isRequired({ type, defaultValue }: InputValue): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function defaultOf({ type, defaultValue }: InputValue): string | undefined {
  if (defaultValue === undefined) return undefined;
  const node = astFromValue(defaultValue, type);
  return node ? print(node) : String(defaultValue);
}

/** Whether a type takes all that another takes. */
function takesAll(before: GraphQLInputType, after: GraphQLInputType): boolean {
  if (isNonNullType(after)) return isNonNullType(before) && takesAll(before.ofType, after.ofType);
  if (isNonNullType(before)) return takesAll(before.ofType, after);
  if (isListType(before)) return isListType(after) && takesAll(before.ofType, after.ofType);
  return !isListType(after) && String(before) === String(after);
}

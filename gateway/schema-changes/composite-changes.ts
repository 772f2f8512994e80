import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
} from "graphql";
import { addedValue, changesOfValue } from "./input-changes";
import { changesOfNotes } from "./note-changes";
import { compareNamed, type SchemaChange } from "./schema-change";
import { membersOf } from "./type-uses";

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** Of a type with fields: its fields, their arguments, and what it implements. */
export function changesOfComposite(before: Composite, after: Composite): SchemaChange[] {
  const { removed, added, kept } = compareNamed(
    Object.values(before.getFields()),
    Object.values(after.getFields()),
  );
  const coordinateOf = ({ name }: { name: string }) => `${before.name}.${name}`;
  return [
    ...removed.map((field): SchemaChange => {
      const coordinate = coordinateOf(field);
      const { deprecationReason } = field;
      const since = deprecationReason ? ` It was deprecated: ${deprecationReason}` : "";
      return {
        ...{ kind: "FIELD_REMOVED", severity: "breaking", coordinate, affects: [coordinate] },
        message: `${coordinate} is gone.${since}`,
      };
    }),
    ...added.map((field): SchemaChange => {
      const coordinate = coordinateOf(field);
      const message = `${coordinate} is new: ${field.type}.`;
      return { kind: "FIELD_ADDED", severity: "safe", coordinate, affects: [], message };
    }),
    ...kept.flatMap(([old, now]) => changesOfField(coordinateOf(old), old, now)),
    ...changesOfInterfaces(before, after),
  ];
}

type Field = GraphQLField<unknown, unknown>;

function changesOfField(coordinate: string, before: Field, after: Field): SchemaChange[] {
  const { removed, added, kept } = compareNamed(before.args, after.args);
  const changes: SchemaChange[] = [];
  if (String(before.type) !== String(after.type)) {
    changes.push({
      kind: "FIELD_TYPE_CHANGED",
      severity: givesNoMore(before.type, after.type) ? "safe" : "breaking",
      ...{ coordinate, affects: [coordinate] },
      message: `${coordinate} was ${before.type}, and is ${after.type}.`,
    });
  }
  const ofArgument = ({ name }: { name: string }) => `${coordinate}(${name}:)`;
  return [
    ...changes,
    ...removed.map(
      (argument): SchemaChange => ({
        ...{ kind: "ARGUMENT_REMOVED", severity: "breaking", coordinate: ofArgument(argument) },
        ...{ message: `${ofArgument(argument)} is gone.`, affects: [ofArgument(argument)] },
      }),
    ),
    ...added.map((argument) => addedValue("ARGUMENT_ADDED", ofArgument(argument), argument, [coordinate])),
    ...kept.flatMap(([old, now]) => changesOfValue("ARGUMENT", ofArgument(old), old, now, coordinate)),
    ...changesOfNotes(coordinate, before, after),
  ];
}

function changesOfInterfaces(before: Composite, after: Composite): SchemaChange[] {
  const { removed, added } = compareNamed(before.getInterfaces(), after.getInterfaces());
  const { name } = before;
  return [
    // Fragments on the one within the other can be spread no more.
    ...removed.map(
      (each): SchemaChange => ({
        ...{ kind: "INTERFACE_REMOVED", severity: "breaking", coordinate: name },
        ...{ message: `${name} is no ${each.name} any more.`, affects: [name, each.name] },
      }),
    ),
    ...added.map(
      (each): SchemaChange => ({
        ...{ kind: "INTERFACE_ADDED", severity: "dangerous", coordinate: name },
        message: `${name} is a ${each.name} now: what returns one may return this.`,
        affects: [each.name, ...membersOf(each)],
      }),
    ),
  ];
}

/** Whether a field gives nothing that it did not give before: it may at most be null less often. */
function givesNoMore(before: GraphQLOutputType, after: GraphQLOutputType): boolean {
  if (isNonNullType(before)) return isNonNullType(after) && givesNoMore(before.ofType, after.ofType);
  if (isNonNullType(after)) return givesNoMore(before, after.ofType);
  if (isListType(before)) return isListType(after) && givesNoMore(before.ofType, after.ofType);
  return !isListType(after) && String(before) === String(after);
}

import type { GraphQLEnumType, GraphQLScalarType, GraphQLUnionType } from "graphql";
import { changesOfNotes } from "./note-changes";
import { compareNamed, type SchemaChange } from "./schema-change";
import type { TypeUses } from "./type-uses";

/** Of an enumeration. A value that is gone breaks whoever gives it; whoever reads gets it no more. */
export function changesOfEnum(
  before: GraphQLEnumType,
  after: GraphQLEnumType,
  uses: TypeUses,
): SchemaChange[] {
  const { removed, added, kept } = compareNamed(before.getValues(), after.getValues());
  const coordinateOf = ({ name }: { name: string }) => `${before.name}.${name}`;
  const readers = uses.returnedBy(before.name);
  return [
    ...removed.map(
      (value): SchemaChange => ({
        ...{ kind: "ENUM_VALUE_REMOVED", severity: "breaking", coordinate: coordinateOf(value) },
        ...{ message: `${coordinateOf(value)} is gone.`, affects: [coordinateOf(value)] },
      }),
    ),
    ...added.map((value): SchemaChange => {
      const common = { kind: "ENUM_VALUE_ADDED", coordinate: coordinateOf(value), affects: readers } as const;
      return readers.length > 0
        ? { ...common, severity: "dangerous", message: `${coordinateOf(value)} is new, and may be answered.` }
        : { ...common, severity: "safe", message: `${coordinateOf(value)} is new.` };
    }),
    ...kept.flatMap(([old, now]) => changesOfNotes(coordinateOf(old), old, now)),
  ];
}

export function changesOfUnion(
  before: GraphQLUnionType,
  after: GraphQLUnionType,
  uses: TypeUses,
): SchemaChange[] {
  const { removed, added } = compareNamed(before.getTypes(), after.getTypes());
  const { name } = before;
  return [
    ...removed.map(
      (member): SchemaChange => ({
        ...{ kind: "UNION_MEMBER_REMOVED", severity: "breaking", coordinate: name },
        ...{ message: `${name} has no ${member.name} any more.`, affects: [member.name] },
      }),
    ),
    ...added.map(
      (member): SchemaChange => ({
        ...{ kind: "UNION_MEMBER_ADDED", severity: "dangerous", coordinate: name },
        ...{ message: `${name} may be a ${member.name} now.`, affects: uses.returnedBy(name) },
      }),
    ),
  ];
}

export function changesOfScalar(
  { name, specifiedByURL: was }: GraphQLScalarType,
  { specifiedByURL: is }: GraphQLScalarType,
  uses: TypeUses,
): SchemaChange[] {
  if ((was ?? "") === (is ?? "")) return [];
  return [
    {
      ...{ kind: "SPECIFICATION_CHANGED", severity: "dangerous", coordinate: name },
      message: `${name} is specified by ${is ?? "nothing"} now; it was ${was ?? "nothing"}.`,
      affects: [...uses.returnedBy(name), ...uses.takenBy(name)],
    },
  ];
}

import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  OperationTypeNode,
} from "graphql";
import { changesOfComposite } from "./composite-changes";
import { changesOfDirectives } from "./directive-changes";
import { changesOfInput } from "./input-changes";
import { changesOfEnum, changesOfScalar, changesOfUnion } from "./leaf-changes";
import { changesOfNotes } from "./note-changes";
import { compareNamed, type SchemaChange, type Severity } from "./schema-change";
import { findTypeUses, membersOf, type TypeUses } from "./type-uses";

/**
 * What is different between two schemas, the worst first, each with the elements whose users it touches.
 *
 * By hand: graphql-js says what has changed in a sentence and not where, and neither it nor @graphql-inspector/core takes for
 * breaking that an argument or input field loses its default and has to be given (findings/graphql-inspector-lost-default-not-breaking.sh). A test
 * compares with graphql-js.
 */
export function findChanges(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  const uses = findTypeUses(before);
  const { removed, added, kept } = compareNamed(typesOf(before), typesOf(after));
  const changes = [
    ...changesOfRoots(before, after),
    ...removed.map(
      (type): SchemaChange => ({
        ...{ kind: "TYPE_REMOVED", severity: "breaking", coordinate: type.name },
        ...{ message: `${type.name} is gone.`, affects: [type.name, ...membersOf(type)] },
      }),
    ),
    ...added.map(
      ({ name }): SchemaChange => ({
        ...{ kind: "TYPE_ADDED", severity: "safe", coordinate: name, affects: [] },
        message: `${name} is new.`,
      }),
    ),
    ...kept.flatMap(([old, now]) => changesOfType(old, now, uses)),
    ...changesOfDirectives(before.getDirectives(), after.getDirectives()),
  ];
  return changes
    .map((change) => ({ ...change, affects: withAnything(change.affects, before, uses) }))
    .toSorted(
      (one, other) =>
        order[one.severity] - order[other.severity] || (one.coordinate < other.coordinate ? -1 : 1),
    );
}

const order: Record<Severity, number> = { breaking: 0, dangerous: 1, safe: 2 };

function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  // A standard scalar is there while something uses it, which is what changes.
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
  );
}

function changesOfType(before: GraphQLNamedType, after: GraphQLNamedType, uses: TypeUses): SchemaChange[] {
  return [...changesWithin(before, after, uses), ...changesOfNotes(before.name, noted(before), noted(after))];
}

const noted = ({ description }: GraphQLNamedType) => ({ description });

function changesWithin(before: GraphQLNamedType, after: GraphQLNamedType, uses: TypeUses): SchemaChange[] {
  if (isObjectType(before) && isObjectType(after)) return changesOfComposite(before, after);
  if (isInterfaceType(before) && isInterfaceType(after)) return changesOfComposite(before, after);
  if (isInputObjectType(before) && isInputObjectType(after)) return changesOfInput(before, after);
  if (isEnumType(before) && isEnumType(after)) return changesOfEnum(before, after, uses);
  if (isUnionType(before) && isUnionType(after)) return changesOfUnion(before, after, uses);
  if (isScalarType(before) && isScalarType(after)) return changesOfScalar(before, after, uses);
  const { name } = before;
  return [
    {
      ...{ kind: "TYPE_KIND_CHANGED", severity: "breaking", coordinate: name },
      message: `${name} was ${kindOf(before)}, and is ${kindOf(after)}.`,
      affects: [name, ...membersOf(before), ...uses.returnedBy(name), ...uses.takenBy(name)],
    },
  ];
}

function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return "an object type";
  if (isInterfaceType(type)) return "an interface";
  if (isUnionType(type)) return "a union";
  if (isEnumType(type)) return "an enumeration";
  return isInputObjectType(type) ? "an input type" : "a scalar";
}

function changesOfRoots(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  return Object.values(OperationTypeNode).flatMap((operation): SchemaChange[] => {
    const [old, now] = [before.getRootType(operation), after.getRootType(operation)];
    if (!old || old.name === now?.name) return [];
    return [
      {
        ...{ kind: "ROOT_TYPE_CHANGED", severity: "breaking", coordinate: old.name },
        message: now
          ? `A ${operation} begins at ${now.name}, no longer at ${old.name}.`
          : `There is no ${operation} any more.`,
        affects: membersOf(old),
      },
    ];
  });
}

/** With what is noted of values that are more than are looked at: `LoanFilter.*` is anything that a LoanFilter can hold. */
function withAnything(elements: readonly string[], schema: GraphQLSchema, uses: TypeUses): string[] {
  const types = new Set(elements.map((element) => element.split(".", 1)[0] ?? ""));
  const holders = [...types]
    .filter((name) => isInputObjectType(schema.getType(name)) || isEnumType(schema.getType(name)))
    .flatMap((name) => uses.heldBy(name).map((holder) => `${holder}.*`));
  const lists = [...types].filter((name) => isEnumType(schema.getType(name))).map((name) => `${name}.*`);
  return [...new Set([...elements, ...holders, ...lists])];
}

import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { describeGuards, type Guard, type Guards } from "./guard";

/** An operation whose fragments stand beside it. */
export interface GuardedOperation {
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** What becomes of an operation for viewers who do not meet some of its guards. */
export interface RestrictedOperation {
  definition: OperationDefinitionNode;
  fragments: Map<string, FragmentDefinitionNode>;
  marks: RestrictionMarks;
}

/** What the projection has to know of the fields of a restricted operation. */
export interface RestrictionMarks {
  /** The field as the client wrote it, and why it is denied: by the node that stands in its place, which nobody fetches. */
  denied: ReadonlyMap<SelectionNode, { node: FieldNode; message: string }>;
  /** Fields that the client has not written, to know of which types objects are. */
  added: ReadonlySet<SelectionNode>;
}

/** All guards that an operation meets, whatever its variables. Of an object behind an interface, those of each of its types. */
export function guardsIn(
  schema: GraphQLSchema,
  guards: Guards,
  { definition, fragments }: GuardedOperation,
): Guard[] {
  const found = new Set<Guard>();
  walk(schema, { definition, fragments }, (type, field) => {
    for (const guard of guards.of(type, field)) found.add(guard);
  });
  return [...found];
}

/** More fields than this come of an operation when they are written for each type of an interface, and it is refused. */
const mostFields = 20_000;

/**
 * Writes an operation anew so that nothing is fetched that is denied: such a field is skipped wherever an operation is
 * planned and priced, and marked for the projection, which puts null there and says why. A field of an interface that
 * some types deny is written for each type apart.
 *
 * Throws QUERY_TOO_COMPLEX where that gets too long.
 */
export function restrictOperation(
  schema: GraphQLSchema,
  guards: Guards,
  denied: ReadonlySet<Guard>,
  operation: GuardedOperation,
): RestrictedOperation {
  const deniedNodes = new Map<SelectionNode, { node: FieldNode; message: string }>();
  const added = new Set<SelectionNode>();
  let written = 0;

  const unmet = (type: string, field: string) => guards.of(type, field).filter((guard) => denied.has(guard));
  const deny = (type: string, node: FieldNode): FieldNode => {
    const standIn: FieldNode = { ...node, directives: [skipped] };
    const element = `${type}.${node.name.value}`;
    deniedNodes.set(standIn, { node, message: describeGuards(element, unmet(type, node.name.value)) });
    return standIn;
  };
  const within = (parent: GraphQLCompositeType, node: FieldNode): FieldNode => {
    const type = fieldType(parent, node);
    if (!node.selectionSet || !type) return node;
    const selectionSet = restrictSet(node.selectionSet, type);
    return selectionSet === node.selectionSet ? node : { ...node, selectionSet };
  };
  const restrictField = (parent: GraphQLCompositeType, node: FieldNode): SelectionNode[] => {
    written++;
    if (written > mostFields) throw tooLong();
    const { value: field } = node.name;
    const isDenied = ({ name }: GraphQLCompositeType) => unmet(name, field).length > 0;
    if (isObjectType(parent)) return [isDenied(parent) ? deny(parent.name, node) : within(parent, node)];
    if (!isInterfaceType(parent)) return [within(parent, node)];
    const types = schema.getPossibleTypes(parent);
    const [first] = types.filter(isDenied);
    if (!first) return [within(parent, node)];
    if (types.every(isDenied)) return [deny(first.name, node)];
    return types.map((type) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: isDenied(type) ? [deny(type.name, node)] : restrictField(type, node),
      },
    }));
  };
  const restrictNode = (parent: GraphQLCompositeType, node: SelectionNode): SelectionNode[] => {
    if (node.kind === Kind.FIELD) return restrictField(parent, node);
    if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
    const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
    if (!isCompositeType(type)) return [node];
    const selectionSet = restrictSet(node.selectionSet, type);
    return [selectionSet === node.selectionSet ? node : { ...node, selectionSet }];
  };
  /** The same set where nothing in it is denied. */
  const restrictSet = (set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode => {
    const selections = set.selections.flatMap((node) => restrictNode(parent, node));
    const isSame = selections.every((node, at) => node === set.selections[at]);
    if (isSame && !(isAbstractType(parent) && set.selections.some(isFragment))) return set;
    if (!isAbstractType(parent)) return { ...set, selections };
    // Which of its fields are denied depends on the type that an object turns out to be of.
    const typeName: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };
    added.add(typeName);
    return { ...set, selections: [...selections, typeName] };
  };

  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const [name, fragment] of operation.fragments) {
    const type = schema.getType(fragment.typeCondition.name.value);
    const selectionSet = isCompositeType(type)
      ? restrictSet(fragment.selectionSet, type)
      : fragment.selectionSet;
    fragments.set(name, { ...fragment, selectionSet });
  }
  const root = schema.getRootType(operation.definition.operation);
  if (!root) throw new Error(`Expected a schema with a root type for ${operation.definition.operation}.`);
  const definition = {
    ...operation.definition,
    selectionSet: restrictSet(operation.definition.selectionSet, root),
  };
  return { definition, fragments, marks: { denied: deniedNodes, added } };
}

const skipped = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "skip" },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: "if" },
      value: { kind: Kind.BOOLEAN, value: true },
    },
  ],
} as const;

function isFragment({ kind }: SelectionNode): boolean {
  return kind !== Kind.FIELD;
}

function fieldType(parent: GraphQLCompositeType, { name }: FieldNode): GraphQLCompositeType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const type = getNamedType(parent.getFields()[name.value]?.type);
  return isCompositeType(type) ? type : undefined;
}

function tooLong(): GraphError {
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected an operation of at most ${mostFields} fields when those of interfaces are written for each type apart, as guards need it.`,
  );
}

/** Calls `visit` with each field of each object type that a selection can be of. */
function walk(
  schema: GraphQLSchema,
  { definition, fragments }: GuardedOperation,
  visit: (type: string, field: string) => void,
): void {
  const look = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      if (node.kind === Kind.FIELD) {
        const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
        for (const { name } of types) visit(name, node.name.value);
        const type = fieldType(parent, node);
        if (node.selectionSet && type) look(node.selectionSet, type);
        continue;
      }
      const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
      if (isCompositeType(type)) look(node.selectionSet, type);
    }
  };
  const root = schema.getRootType(definition.operation);
  if (root) look(definition.selectionSet, root);
  for (const { selectionSet, typeCondition } of fragments.values()) {
    const type = schema.getType(typeCondition.name.value);
    if (isCompositeType(type)) look(selectionSet, type);
  }
}

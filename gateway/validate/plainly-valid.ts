import {
  DirectiveLocation,
  type DirectiveNode,
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEqualType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from "graphql";
import { introspectionFields } from "../normalise/introspection-fields";
import { createPlainArguments } from "./plain-arguments";

/**
 * How much is looked at: more than nearly every operation has, and so little that nothing which graphql-js refuses for
 * being too much is among it.
 */
const maxSteps = 2_000;
const maxDepth = 100;

/** Selection sets that stand at one place of an answer: what one of them selects must go with what the others do. */
type Place = { type: GraphQLCompositeType; set: SelectionSetNode }[];

/** The first field of a response name at a place. */
interface Met {
  node: FieldNode;
  definition: GraphQLField<unknown, unknown>;
  times: number;
  inner: Place;
}

/**
 * Whether a document is valid beyond doubt: one operation, of what nearly every client writes. True only for what
 * graphql-js' rules find nothing wrong with; false says nothing, and they have to be asked. They take ten times as long
 * as all else that is done for a text which was never seen.
 *
 * Stricter than they are where that is simpler: fields of one response name must have the same arguments and the same
 * type, also on types that exclude each other; and what is seldom sent is left to them (several operations,
 * introspection, directives of an operation or a fragment, `@oneOf`).
 */
export function isPlainlyValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  const { operation, fragments } = partsOf(document) ?? {};
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !fragments || !root || operation.operation === OperationTypeNode.SUBSCRIPTION)
    return false;
  const plainArguments = createPlainArguments(schema, operation.variableDefinitions ?? []);
  if (!plainArguments) return false;
  const spread = new Set<string>();
  let steps = maxSteps;

  const placeFits = (place: Place, depth: number): boolean => {
    const met = new Map<string, Met>();
    const open = new Set<string>();
    const closed = new Set<string>();
    const setFits = (type: GraphQLCompositeType, { selections }: SelectionSetNode): boolean =>
      selections.every((node) => {
        if (node.directives?.length && !directivesFit(node, node.directives)) return false;
        return node.kind === Kind.FIELD ? fieldFits(met, type, node) : fragmentFits(type, node);
      });
    const fragmentFits = (type: GraphQLCompositeType, node: Exclude<SelectionNode, FieldNode>): boolean => {
      const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : undefined;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      steps -= 1 + closed.size;
      if (!fragment || steps < 0) return false;
      const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      if (!isCompositeType(condition) || !doTypesOverlap(schema, condition, type)) return false;
      if (name === undefined) return setFits(condition, fragment.selectionSet);
      // One that holds itself.
      if (open.has(name)) return false;
      if (closed.has(name)) return true;
      open.add(name);
      const fits = setFits(condition, fragment.selectionSet);
      open.delete(name);
      closed.add(name);
      spread.add(name);
      return fits;
    };
    if (depth > maxDepth || !place.every(({ type, set }) => setFits(type, set))) return false;
    for (const { inner } of met.values()) {
      if (inner.length > 0 && !placeFits(inner, depth + 1)) return false;
    }
    return true;
  };
  const fieldFits = (met: Map<string, Met>, type: GraphQLCompositeType, node: FieldNode): boolean => {
    const definition = fieldOf(type, node.name.value);
    if (!definition || !plainArguments.fit(node.arguments, definition.args)) return false;
    const responseName = (node.alias ?? node.name).value;
    const known = met.get(responseName);
    const first = known ?? { node, definition, times: 0, inner: [] };
    steps -= 1 + first.times++;
    if (steps < 0 || (known && !isSameField(known, node, definition))) return false;
    if (!known) met.set(responseName, first);
    const innerType = getNamedType(definition.type);
    if (!isCompositeType(innerType)) return !node.selectionSet;
    if (node.selectionSet) first.inner.push({ type: innerType, set: node.selectionSet });
    return node.selectionSet !== undefined;
  };
  const directivesFit = ({ kind }: SelectionNode, directives: readonly DirectiveNode[]): boolean => {
    const names = new Set(directives.map(({ name }) => name.value));
    return (
      names.size === directives.length &&
      directives.every(({ name, arguments: given }) => {
        const definition = schema.getDirective(name.value);
        return definition?.locations.includes(locations[kind]) && plainArguments.fit(given, definition.args);
      })
    );
  };
  return (
    placeFits([{ type: root, set: operation.selectionSet }], 0) &&
    spread.size === fragments.size &&
    plainArguments.useAllVariables()
  );
}

const locations = {
  [Kind.FIELD]: DirectiveLocation.FIELD,
  [Kind.FRAGMENT_SPREAD]: DirectiveLocation.FRAGMENT_SPREAD,
  [Kind.INLINE_FRAGMENT]: DirectiveLocation.INLINE_FRAGMENT,
} as const;

interface Parts {
  operation: OperationDefinitionNode;
  fragments: Map<string, FragmentDefinitionNode>;
}

/** Undefined for a document that is more than an operation and its fragments. */
function partsOf({ definitions }: DocumentNode): Parts | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && !operation && !node.directives?.length) operation = node;
    else if (node.kind !== Kind.FRAGMENT_DEFINITION || node.directives?.length) return undefined;
    else if (fragments.has(node.name.value)) return undefined;
    else fragments.set(node.name.value, node);
  }
  return operation && { operation, fragments };
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return isUnionType(type) || introspectionFields.has(name) ? undefined : type.getFields()[name];
}

function isSameField(known: Met, node: FieldNode, definition: GraphQLField<unknown, unknown>): boolean {
  if (known.node.name.value !== node.name.value) return false;
  if (known.definition !== definition && !isEqualType(known.definition.type, definition.type)) return false;
  return argumentsText(known.node) === argumentsText(node);
}

function argumentsText({ arguments: given = [] }: FieldNode): string {
  return given.map(print).join();
}

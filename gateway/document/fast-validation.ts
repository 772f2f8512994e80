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
  type InlineFragmentNode,
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
import { createFastArguments, type FastArguments } from "./fast-arguments";

/**
 * How much is looked at: more than nearly every operation has, and so little that nothing which graphql-js refuses for
 * being too much is among it.
 */
const maxSteps = 2_000;
const maxDepth = 100;

/**
 * Whether a document is valid beyond doubt: one operation, of what nearly every client writes. True only for what
 * graphql-js' rules find nothing wrong with; false says nothing, and they have to run. They take ten times as long
 * as all else that is done for a text which was never seen.
 *
 * Stricter than they are where that is simpler: fields of one response name must have the same arguments and the same
 * type, also on types that exclude each other; and what is seldom sent is left to them (several operations,
 * introspection, directives of an operation or a fragment, `@defer`, `@oneOf`).
 */
export function isFastValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  const { operation, fragments } = partsOf(document) ?? {};
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !fragments || !root || operation.operation === OperationTypeNode.SUBSCRIPTION)
    return false;
  const plainArguments = createFastArguments(schema, operation.variableDefinitions ?? []);
  if (!plainArguments) return false;
  const look = new Look(schema, fragments, plainArguments);
  return (
    look.placeFits([{ type: root, set: operation.selectionSet }], 0) &&
    look.spread.size === fragments.size &&
    plainArguments.useAllVariables()
  );
}

/** Selection sets that stand at one path of an answer: what one of them selects must go with what the others do. */
type Place = { type: GraphQLCompositeType; set: SelectionSetNode }[];

/** The selections at one path. */
interface Scope {
  /** By response name. */
  fields: Map<string, Met>;
  /** Names of fragments that are being looked at, and of those that were. */
  open: Set<string>;
  closed: Set<string>;
}

/** The first field of a response name. */
interface Met {
  node: FieldNode;
  definition: GraphQLField<unknown, unknown>;
  times: number;
  inner: Place;
}

/** One look at an operation. */
class Look {
  /** Names of the fragments that it uses. */
  readonly spread = new Set<string>();
  #steps = maxSteps;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly plainArguments: FastArguments,
  ) {}

  placeFits(place: Place, depth: number): boolean {
    const scope: Scope = { fields: new Map(), open: new Set(), closed: new Set() };
    if (depth > maxDepth || !place.every(({ type, set }) => this.#setFits(scope, type, set))) return false;
    for (const { inner } of scope.fields.values()) {
      if (inner.length > 0 && !this.placeFits(inner, depth + 1)) return false;
    }
    return true;
  }

  #setFits(scope: Scope, type: GraphQLCompositeType, { selections }: SelectionSetNode): boolean {
    return selections.every((node) => {
      if (node.directives?.length && !this.#directivesFit(node, node.directives)) return false;
      if (node.kind === Kind.FIELD) return this.#fieldFits(scope, type, node);
      if (!this.#spend(1 + scope.closed.size)) return false;
      return node.kind === Kind.FRAGMENT_SPREAD
        ? this.#spreadFits(scope, type, node.name.value)
        : this.#fragmentFits(scope, type, node);
    });
  }

  #fieldFits({ fields }: Scope, type: GraphQLCompositeType, node: FieldNode): boolean {
    const definition = fieldOf(type, node.name.value);
    if (!definition || !this.plainArguments.fit(node.arguments, definition.args)) return false;
    const responseName = (node.alias ?? node.name).value;
    const known = fields.get(responseName);
    if (known && !isSameField(known, node, definition)) return false;
    const met = known ?? { node, definition, times: 0, inner: [] };
    if (!known) fields.set(responseName, met);
    if (!this.#spend(1 + met.times++)) return false;
    const innerType = getNamedType(definition.type);
    if (!isCompositeType(innerType)) return !node.selectionSet;
    if (node.selectionSet) met.inner.push({ type: innerType, set: node.selectionSet });
    return node.selectionSet !== undefined;
  }

  #spreadFits(scope: Scope, type: GraphQLCompositeType, name: string): boolean {
    const fragment = this.fragments.get(name);
    // One that holds itself is not.
    if (!fragment || scope.open.has(name)) return false;
    if (scope.closed.has(name)) return this.#conditionOf(type, fragment) !== undefined;
    scope.open.add(name);
    const fits = this.#fragmentFits(scope, type, fragment);
    scope.open.delete(name);
    scope.closed.add(name);
    this.spread.add(name);
    return fits;
  }

  #fragmentFits(
    scope: Scope,
    type: GraphQLCompositeType,
    fragment: InlineFragmentNode | FragmentDefinitionNode,
  ): boolean {
    const condition = this.#conditionOf(type, fragment);
    return condition !== undefined && this.#setFits(scope, condition, fragment.selectionSet);
  }

  /** The type that a fragment is on; undefined when no object of `type` can be of it. */
  #conditionOf(
    type: GraphQLCompositeType,
    { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  ): GraphQLCompositeType | undefined {
    const condition = typeCondition ? this.schema.getType(typeCondition.name.value) : type;
    const isPossible = isCompositeType(condition) && doTypesOverlap(this.schema, condition, type);
    return isPossible ? condition : undefined;
  }

  #directivesFit({ kind }: SelectionNode, directives: readonly DirectiveNode[]): boolean {
    const names = new Set(directives.map(({ name }) => name.value));
    return (
      names.size === directives.length &&
      !names.has("defer") &&
      directives.every(({ name, arguments: given }) => {
        const definition = this.schema.getDirective(name.value);
        const isHere = definition?.locations.includes(locations[kind]) ?? false;
        return definition && isHere && this.plainArguments.fit(given, definition.args);
      })
    );
  }

  /** False when more was looked at than is worth it. */
  #spend(steps: number): boolean {
    this.#steps -= steps;
    return this.#steps >= 0;
  }
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

import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";

/** A field with arguments that a `@requires` names, as a field of its own. */
export interface RequiredCall {
  /** The type that has it. */
  type: string;
  field: string;
  /** What it is called while an operation is planned. */
  name: string;
  arguments: readonly ArgumentNode[];
}

/** A supergraph as @apollo/query-planner plans it right. */
export interface PreparedSupergraph {
  document: DocumentNode;
  /** By the names that they have in plans. */
  calls: ReadonlyMap<string, RequiredCall>;
  /** The names of those that a field requires, by `Type.field`. */
  callsOf: ReadonlyMap<string, ReadonlySet<string>>;
}

type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Changes what the planner misreads:
 *
 * 1. For going back to a subgraph it takes the first key of a type, also one by which that subgraph cannot be queried. Such
 *    keys are left out where the subgraph has another.
 * 2. It fetches a field that a `@requires` names under the field's own name, whatever its arguments are, so that one
 *    value serves two of them (apollographql/federation#2276, #2996). Each field and arguments becomes a field of its
 *    own, which `restoreCalls` puts back in the plan.
 *
 * Undefined when there is nothing to change.
 */
export function prepareSupergraph(supergraphSdl: string): PreparedSupergraph | undefined {
  const original = parse(supergraphSdl, { noLocation: true });
  const calls = new Map<string, RequiredCall>();
  const callsOf = new Map<string, Set<string>>();
  const types = new Map(original.definitions.filter(hasFields).map((type) => [type.name.value, type]));

  const callFor = (type: string, node: FieldNode): RequiredCall => {
    const text = print({ ...node, selectionSet: undefined });
    const same = [...calls.values()].find((call) => call.type === type && print(callNode(call)) === text);
    const name = same?.name ?? `${node.name.value}__required${calls.size}`;
    const call = { type, field: node.name.value, name, arguments: node.arguments ?? [] };
    calls.set(name, call);
    return call;
  };
  /** The selections of a `@requires` of `type`, with calls under their own names; the names go to `used`. */
  const renamed = (type: string, set: SelectionSetNode, used: Set<string>): SelectionSetNode => {
    const selections = set.selections.map((node): SelectionNode => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = node.typeCondition?.name.value ?? type;
        return { ...node, selectionSet: renamed(narrowed, node.selectionSet, used) };
      }
      const definition = types.get(type)?.fields?.find(({ name }) => name.value === node.name.value);
      const inner =
        node.selectionSet && definition
          ? { selectionSet: renamed(namedType(definition.type), node.selectionSet, used) }
          : {};
      if (!node.arguments?.length) return { ...node, ...inner };
      const { name } = callFor(type, node);
      used.add(name);
      return { ...node, ...inner, name: { kind: Kind.NAME, value: name }, arguments: [] };
    });
    return { ...set, selections };
  };
  const prepareField = (type: TypeWithFields, field: FieldDefinitionNode): FieldDefinitionNode => {
    const directives = field.directives?.map((directive) => {
      const requires = stringArgument(directive, "requires");
      if (directive.name.value !== "join__field" || requires === undefined) return directive;
      const used = new Set<string>();
      const set = renamed(type.name.value, selectionsOf(requires), used);
      if (used.size === 0) return directive;
      const key = `${type.name.value}.${field.name.value}`;
      callsOf.set(key, new Set([...(callsOf.get(key) ?? []), ...used]));
      return withArgument(directive, "requires", print(set).slice(1, -1).replace(/\s+/g, " ").trim());
    });
    return { ...field, ...(directives && { directives }) };
  };

  let keys = 0;
  const definitions = original.definitions.map((definition): DefinitionNode => {
    if (!hasFields(definition)) return definition;
    const directives = usableKeys(definition.directives ?? []);
    keys += (definition.directives?.length ?? 0) - directives.length;
    const fields = definition.fields?.map((field) => prepareField(definition, field)) ?? [];
    return { ...definition, directives, fields };
  });
  if (keys === 0 && calls.size === 0) return undefined;
  return {
    document: { ...original, definitions: definitions.map((definition) => withCalls(definition, calls)) },
    calls,
    callsOf,
  };
}

/** A call as a plan's operation has to ask for it: `price__required0: price(currency: "USD")`, without the alias here. */
export function callNode({ field, arguments: given }: RequiredCall): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: field }, arguments: given, directives: [] };
}

/** Keys by which a subgraph cannot be queried go, where it has others. */
function usableKeys(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  const graphOf = (directive: ConstDirectiveNode) => print(argumentOf(directive, "graph") ?? nothing);
  const isKey = (directive: ConstDirectiveNode) =>
    directive.name.value === "join__type" && argumentOf(directive, "key") !== undefined;
  const isUsable = (directive: ConstDirectiveNode) => {
    const resolvable = argumentOf(directive, "resolvable");
    return !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value);
  };
  const usable = new Set(directives.filter((each) => isKey(each) && isUsable(each)).map(graphOf));
  return directives.filter((each) => !isKey(each) || isUsable(each) || !usable.has(graphOf(each)));
}

/** A type with its calls as fields, each like the field that is called. */
function withCalls(definition: DefinitionNode, calls: ReadonlyMap<string, RequiredCall>): DefinitionNode {
  if (!hasFields(definition)) return definition;
  const added = [...calls.values()].flatMap((call): FieldDefinitionNode[] => {
    if (call.type !== definition.name.value) return [];
    const field = definition.fields?.find(({ name }) => name.value === call.field);
    return field ? [{ ...field, name: { kind: Kind.NAME, value: call.name }, arguments: [] }] : [];
  });
  return { ...definition, fields: [...(definition.fields ?? []), ...added] };
}

function hasFields(definition: DefinitionNode): definition is TypeWithFields {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function selectionsOf(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected the fields of a @requires.");
  return operation.selectionSet;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

const nothing = { kind: Kind.NULL } as const;

function argumentOf({ arguments: given }: ConstDirectiveNode, name: string) {
  return given?.find((argument) => argument.name.value === name)?.value;
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function withArgument(directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  const text = { kind: Kind.STRING, value } as const;
  const given = directive.arguments?.map((argument) =>
    argument.name.value === name ? { ...argument, value: text } : argument,
  );
  return { ...directive, ...(given && { arguments: given }) };
}

import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";

/** What one subgraph says of a field. */
export interface DeclaredField {
  /** Name of its type, without list and non-null. */
  type: string;
  external: boolean;
  requires?: SelectionSetNode;
  provides?: SelectionSetNode;
  /** The subgraph that it takes the field from. */
  overrides?: string;
}

/** What one subgraph says of an object or an interface. */
export interface DeclaredType {
  isInterface: boolean;
  isInterfaceObject: boolean;
  interfaces: string[];
  keys: { fields: SelectionSetNode; resolvable: boolean }[];
  fields: Map<string, DeclaredField>;
}

export type DeclaredTypes = ReadonlyMap<string, DeclaredType>;

/** Reads a subgraph's own schema; extensions of a type count as the type. */
export function readDeclaredTypes({ definitions }: DocumentNode): DeclaredTypes {
  const types = new Map<string, DeclaredType>();
  for (const node of definitions) {
    const isInterface =
      node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_EXTENSION;
    const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (!isInterface && !isObject) continue;
    const { directives = [], interfaces = [], fields = [] } = node;
    const known: DeclaredType = types.get(node.name.value) ?? {
      ...{ isInterface, isInterfaceObject: false, interfaces: [], keys: [], fields: new Map() },
    };
    types.set(node.name.value, known);
    known.isInterfaceObject ||= named(directives, "interfaceObject").length > 0;
    known.interfaces.push(...interfaces.map(({ name }) => name.value));
    for (const key of named(directives, "key")) {
      known.keys.push({
        fields: fieldSet(argument(key, "fields")),
        resolvable: argument(key, "resolvable") !== false,
      });
    }
    const isExternal = named(directives, "external").length > 0;
    for (const field of fields) {
      const [requires] = named(field.directives, "requires");
      const [provides] = named(field.directives, "provides");
      const [override] = named(field.directives, "override");
      known.fields.set(field.name.value, {
        type: namedType(field.type),
        external: isExternal || named(field.directives, "external").length > 0,
        ...(requires && { requires: fieldSet(argument(requires, "fields")) }),
        ...(provides && { provides: fieldSet(argument(provides, "fields")) }),
        ...(override && { overrides: String(argument(override, "from")) }),
      });
    }
  }
  return types;
}

function named(directives: readonly ConstDirectiveNode[] = [], name: string): ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const found = directive.arguments?.find((candidate) => candidate.name.value === name);
  return found && valueFromASTUntyped(found.value);
}

function fieldSet(fields: unknown): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Expected a field set; got ${fields}.`);
  return operation.selectionSet;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";

/** A field that requires one which itself requires others, both as `Type.field`. */
export interface RequiredChain {
  field: string;
  required: string;
  /** Of `join__Graph`: the subgraph that has `required`, and leads to its type by a field of its own. */
  graph: string;
}

type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The chains of a supergraph that @apollo/query-planner 2.14.4 plans wrong: a query that has come to the type within the
 * subgraph in the middle is answered there without what the middle requires.
 */
export function requiredChains(supergraphSdl: string): RequiredChain[] {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const types = new Map<string, TypeWithFields>();
  /** Names by which a field may lead to a type: its own, its interfaces' and its unions'. */
  const namesOf = new Map<string, Set<string>>();
  const name = (type: string, as: string) =>
    namesOf.set(type, (namesOf.get(type) ?? new Set([type])).add(as));
  for (const node of definitions) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of node.types ?? []) name(member.name.value, node.name.value);
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    types.set(node.name.value, node);
    for (const each of node.interfaces ?? []) name(node.name.value, each.name.value);
  }

  const leadsTo = (type: string, graph: string): boolean => {
    const wanted = namesOf.get(type) ?? new Set([type]);
    return [...types.values()].some((owner) =>
      owner.fields?.some((field) => wanted.has(namedType(field.type)) && resolves(graph, owner, field)),
    );
  };
  const requiredIn = (type: string, { selections }: SelectionSetNode): [string, FieldDefinitionNode][] =>
    selections.flatMap((node): [string, FieldDefinitionNode][] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        return requiredIn(node.typeCondition?.name.value ?? type, node.selectionSet);
      }
      const field = types.get(type)?.fields?.find((each) => each.name.value === node.name.value);
      if (!field) return [];
      const inner = node.selectionSet ? requiredIn(namedType(field.type), node.selectionSet) : [];
      return [[type, field], ...inner];
    });

  return [...types].flatMap(([type, { fields = [] }]) =>
    fields.flatMap((field) =>
      requirementsOf(field)
        .flatMap(({ set }) => requiredIn(type, set))
        .flatMap(([middle, required]) =>
          requirementsOf(required)
            .filter(({ graph }) => leadsTo(middle, graph))
            .map(({ graph }) => ({
              field: `${type}.${field.name.value}`,
              required: `${middle}.${required.name.value}`,
              graph,
            })),
        ),
    ),
  );
}

/** Whether a subgraph resolves a field. */
function resolves(graph: string, owner: TypeWithFields, { directives }: FieldDefinitionNode): boolean {
  const joins = named(directives, "join__field");
  if (joins.length === 0) {
    return named(owner.directives, "join__type").some((join) => argument(join, "graph") === graph);
  }
  return joins.some((join) => argument(join, "graph") === graph && argument(join, "external") !== true);
}

/** What subgraphs say that a field requires. */
function requirementsOf({ directives }: FieldDefinitionNode): { graph: string; set: SelectionSetNode }[] {
  return named(directives, "join__field").flatMap((join) => {
    const requires = argument(join, "requires");
    if (requires === undefined) return [];
    const [operation] = parse(`{ ${requires} }`).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
    return [{ graph: String(argument(join, "graph")), set: operation.selectionSet }];
  });
}

function named(directives: readonly ConstDirectiveNode[] = [], name: string): ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const found = directive.arguments?.find((candidate) => candidate.name.value === name);
  return found && valueFromASTUntyped(found.value);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

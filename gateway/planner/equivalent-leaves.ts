import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type TypeNode,
} from "graphql";

/** The field that stands for a leaf while an operation is planned; undefined for what only itself can stand for. */
export type StandIn = (type: string, field: string) => string | undefined;

/**
 * Finds the leaves of a type that make no difference to a plan: no arguments, and there in the same subgraphs, on the
 * same terms. What distinguishes one field from another to a planner is left out: keys, what a subgraph provides, what requires
 * others, what is moved from one subgraph to another.
 */
export function findEquivalentLeaves(supergraphSdl: string): StandIn {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const leaves = new Set(["Boolean", "Float", "ID", "Int", "String"]);
  for (const { kind, ...definition } of definitions) {
    const isLeaf = kind === Kind.SCALAR_TYPE_DEFINITION || kind === Kind.ENUM_TYPE_DEFINITION;
    if (isLeaf && "name" in definition && definition.name) leaves.add(definition.name.value);
  }
  const types = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const named = namesInFieldSets(types);
  const standIns = new Map<string, string>();
  for (const { name: type, fields = [] } of types) {
    const firstOf = new Map<string, string>();
    for (const field of fields) {
      const { value: name } = field.name;
      const isLeaf = !field.arguments?.length && leaves.has(namedType(field.type));
      const terms = isLeaf && !named.has(name) ? termsOf(field) : undefined;
      if (terms === undefined) continue;
      const first = firstOf.get(terms) ?? name;
      firstOf.set(terms, first);
      standIns.set(`${type.value}.${name}`, first);
    }
  }
  return (type, field) => standIns.get(`${type}.${field}`);
}

/** In which subgraphs a field is, as text; undefined when there is more to it. */
function termsOf({ directives = [] }: FieldDefinitionNode): string | undefined {
  const joins = directives.filter(({ name }) => name.value === "join__field");
  const terms: string[] = [];
  for (const { arguments: given = [] } of joins) {
    // Which type a subgraph gives it is nothing to a planner.
    const relevant = given.filter(({ name }) => name.value !== "type");
    const isPlain = relevant.every(({ name }) => name.value === "graph" || name.value === "external");
    // Without a subgraph it is that of an @interfaceObject.
    if (!isPlain || !relevant.some(({ name }) => name.value === "graph")) return undefined;
    terms.push(relevant.map(print).sort().join(" "));
  }
  return terms.sort().join(", ");
}

/** All names in keys and in what subgraphs provide, whatever type they are of. */
function namesInFieldSets(types: readonly ObjectTypeDefinitionNode[]): ReadonlySet<string> {
  const sets = types.flatMap(({ directives = [], fields = [] }) => [
    ...directives.flatMap((directive) => textsOf(directive, "key")),
    ...fields.flatMap((field) => field.directives?.flatMap((each) => textsOf(each, "provides")) ?? []),
  ]);
  return new Set(sets.flatMap((set) => set.match(/\w+/g) ?? []));
}

function textsOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string[] {
  return given.flatMap((argument) =>
    argument.name.value === name && argument.value.kind === Kind.STRING ? [argument.value.value] : [],
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

import { createHash } from "node:crypto";
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from "graphql";

/**
 * Data that is made up from where it stands, so that all subgraphs tell the same of the same thing: a field of
 * entity 3 has the value that its name and the 3 give, wherever it is asked for.
 */
export interface Source {
  __typename: string;
  seed: string;
  /** Number of an entity. */
  number?: number;
  /** What came with the reference: `@requires` fields depend on it, and show what was sent. */
  reference?: object;
}

/**
 * What goes wrong on purpose. Also with none, a null now and then stands where it may not, and an entity is
 * unknown; not so when `calm`. When `down`, whole fetches fail; when `absent`, fields are left out of answers; when
 * `changed`, it is calm, but some values are others.
 */
export interface Faults {
  kind: "calm" | "none" | "nulls" | "errors" | "wrong values" | "down" | "absent" | "changed";
  salt: number;
}

/** The kinds of entities: a type, or an interface with all its types. */
export interface Family {
  name: string;
  /** Its object types, sorted; the type itself when it is one. */
  members: string[];
  /** Leaf fields of its keys. */
  keyFields: Set<string>;
}

export interface Families {
  of(typeName: string): Family | undefined;
  resolve(family: Family, reference: object, schema: GraphQLSchema): Source | null;
}

const pool = 12;

export function familiesOf(documents: readonly DocumentNode[]): Families {
  const byType = new Map<string, Family>();
  const interfaces = new Set<string>();
  const parents = new Map<string, string[]>();
  const keyFields = new Map<string, Set<string>>();
  for (const node of documents.flatMap(({ definitions }) => definitions)) {
    const isInterface = node.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isInterface && node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const directive of node.directives ?? []) {
      if (directive.name.value !== "key") continue;
      const name = node.name.value;
      if (isInterface) interfaces.add(name);
      else
        parents.set(name, [
          ...(parents.get(name) ?? []),
          ...(node.interfaces ?? []).map((i) => i.name.value),
        ]);
      const fields = directive.arguments?.find((argument) => argument.name.value === "fields")?.value;
      const set = keyFields.get(name) ?? new Set();
      keyFields.set(name, set);
      for (const leaf of fields?.kind === Kind.STRING ? leavesOf(fields.value) : []) set.add(leaf);
    }
  }
  for (const [type, keys] of keyFields) {
    const name = parents.get(type)?.find((parent) => interfaces.has(parent)) ?? type;
    const family = byType.get(name) ?? { name, members: [], keyFields: new Set() };
    byType.set(name, family).set(type, family);
    for (const key of keys) family.keyFields.add(key);
    if (type !== name || !interfaces.has(name)) family.members = [...family.members, type].sort();
  }
  for (const name of interfaces) {
    const family = byType.get(name);
    if (family) family.members = family.members.filter((member) => member !== name);
  }
  return {
    of: (typeName) => byType.get(typeName),
    resolve(family, reference, schema) {
      const number = numberIn(family, reference);
      if (number === undefined) throw new Error(`Expected a key of ${family.name}.`);
      // Entity 6 is known by reference to nobody.
      if (number === 6) return null;
      return { ...entity(family, number, schema), reference };
    },
  };
}

/** Names of the leaves at the top of a key, `["number"]` for `city { code } number`. */
function leavesOf(key: string): string[] {
  const [operation] = parse(`{ ${key} }`).definitions;
  const selections = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  return selections.flatMap((node) =>
    node.kind === Kind.FIELD && !node.selectionSet ? [node.name.value] : [],
  );
}

function numberIn({ name, keyFields }: Family, reference: object): number | undefined {
  for (const [field, value] of Object.entries(reference)) {
    const found = keyFields.has(field) ? new RegExp(`^${name}-(\\d+)-`).exec(String(value))?.[1] : undefined;
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

function entity(family: Family, number: number, schema: GraphQLSchema): Source {
  const concrete = family.members[number % family.members.length] ?? family.name;
  // Under @interfaceObject, the subgraph knows of the interface alone, and as an object.
  const __typename = isObjectType(schema.getType(concrete)) ? concrete : family.name;
  return { __typename, seed: `${family.name}-${number}`, number };
}

export function hash(text: string): number {
  return createHash("md5").update(text).digest().readUInt32LE(0);
}

/** The resolver of every field of every subgraph. */
export function fakeResolver(families: Families, faults: Faults): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, _context, { fieldName, returnType, parentType, schema }) => {
    const source = isSource(parent) ? parent : { __typename: parentType.name, seed: parentType.name };
    const own: unknown =
      fieldName in source && fieldName !== "reference" ? Reflect.get(source, fieldName) : undefined;
    if (own !== undefined && fieldName === "__typename") return own;
    const family = families.of(source.__typename);
    if (family && source.number !== undefined && family.keyFields.has(fieldName)) {
      return `${source.seed}-${fieldName}`;
    }
    const required = schema.getType(source.__typename);
    const requires =
      isObjectType(required) &&
      required.getFields()[fieldName]?.astNode?.directives?.some(({ name }) => name.value === "requires");
    const seed = `${source.seed}.${fieldName}(${stable(args)})${requires ? stable(source.reference) : ""}`;
    return make(returnType, seed, { families, faults, schema });
  };
}

interface Making {
  families: Families;
  faults: Faults;
  schema: GraphQLSchema;
}

function make(type: GraphQLOutputType, seed: string, making: Making): unknown {
  const { faults, schema, families } = making;
  if (isNonNullType(type)) {
    if (happens(faults, "nulls", seed, 40)) return null;
    return make(type.ofType, seed, making) ?? (isCalm(faults) ? make(type, `${seed}'`, making) : null);
  }
  if (happens(faults, "errors", seed, 15)) return new Error("made up");
  if (happens(faults, "nulls", seed, 6) || hash(`${seed}?`) % 15 === 0) return null;
  if (isListType(type)) {
    const length = hash(`${seed}#`) % 4;
    return Array.from({ length }, (_, index) => make(type.ofType, `${seed}/${index}`, making));
  }
  if (isLeafType(type)) {
    const told = happens(faults, "changed", seed, 4) ? `${seed}${faults.salt}` : seed;
    if (isEnumType(type)) return type.getValues()[hash(told) % type.getValues().length]?.value;
    return leaf(type.name, told, happens(faults, "wrong values", seed, 12));
  }
  const family = families.of(type.name);
  if (family) {
    const numbers = Array.from({ length: pool }, (_, number) => number).filter((number) => {
      const member = family.members[number % family.members.length];
      return type.name === family.name || member === type.name;
    });
    return entity(family, numbers[hash(seed) % numbers.length] ?? 0, schema);
  }
  if (isObjectType(type)) return { __typename: type.name, seed };
  const possible = (
    isUnionType(type) || isInterfaceType(type) ? [...schema.getPossibleTypes(type)] : []
  ).sort((left, right) => (left.name < right.name ? -1 : 1));
  const chosen = possible[hash(`${seed}!`) % possible.length];
  if (!chosen) throw new Error(`Expected ${type.name} to have types.`);
  return families.of(chosen.name) ? make(chosen, seed, making) : { __typename: chosen.name, seed };
}

/** Values that the network turns into wrong ones: no subgraph's own schema would let those out. */
const wrongValues = { int: -424_242, float: -4242.4242, text: "a wrong value" };

function leaf(typeName: string, seed: string, isWrong: boolean): unknown {
  const number = hash(seed);
  switch (typeName) {
    case "Int":
      return isWrong ? wrongValues.int : (number % 5) - 1;
    case "Float":
      return isWrong ? wrongValues.float : (number % 40) / 8;
    case "Boolean":
      return number % 2 === 0;
    default:
      return isWrong ? wrongValues.text : ["", "x", `text ${number % 100}`][number % 3];
  }
}

/**
 * Puts true for a text and a text for a number, where `leaf` marked them. No objects: what Apollo's makes of those depends
 * on what stood there before.
 */
export function spoil(json: string): string {
  return json
    .replaceAll(String(wrongValues.int), '"many"')
    .replaceAll(String(wrongValues.float), '"much"')
    .replaceAll(JSON.stringify(wrongValues.text), "true");
}

/** Leaves fields out of an answer, as no subgraph may. What is needed to ask others may be among them. */
export function leaveOut(value: unknown, faults: Faults, seed: string): unknown {
  if (Array.isArray(value))
    return value.map((element, index) => leaveOut(element, faults, `${seed}/${index}`));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => name === "_entities" || !happens(faults, "absent", `${seed}.${name}`, 20),
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, leaveOut(inner, faults, `${seed}.${name}`)]));
}

function happens(faults: Faults, kind: Faults["kind"], seed: string, oneIn: number): boolean {
  return faults.kind === kind && hash(`${faults.salt}${kind}${seed}`) % oneIn === 0;
}

function isCalm({ kind }: Faults): boolean {
  return kind === "calm" || kind === "changed";
}

function isSource(value: unknown): value is Source {
  return typeof value === "object" && value !== null && "seed" in value;
}

/** JSON with sorted keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

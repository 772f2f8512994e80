import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/** Where the types of a schema are used, by the name of the type. */
export interface TypeUses {
  /** Coordinates of the fields that return it, e.g. Query.loans. */
  returnedBy(type: string): readonly string[];
  /** Coordinates of arguments and input fields that take it. */
  takenBy(type: string): readonly string[];
  /** The input types that hold it, directly or over others, itself included where it is one. */
  heldBy(type: string): readonly string[];
}

export function findTypeUses(schema: GraphQLSchema): TypeUses {
  const returned = new Map<string, string[]>();
  const taken = new Map<string, string[]>();
  /** Input types by the types of their fields. */
  const holders = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        add(returned, getNamedType(field.type).name, `${type.name}.${field.name}`);
        for (const argument of field.args)
          add(taken, getNamedType(argument.type).name, `${type.name}.${field.name}(${argument.name}:)`);
      }
    }
    if (!isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type).name;
      add(taken, inner, `${type.name}.${field.name}`);
      const known = holders.get(inner) ?? new Set<string>();
      holders.set(inner, known.add(type.name));
    }
  }
  return {
    returnedBy: (type) => returned.get(type) ?? [],
    takenBy: (type) => taken.get(type) ?? [],
    heldBy(type) {
      const found = new Set(isInputObjectType(schema.getType(type)) ? [type] : []);
      const next = [type];
      for (let at = next.pop(); at !== undefined; at = next.pop())
        for (const holder of holders.get(at) ?? []) {
          if (found.has(holder)) continue;
          found.add(holder);
          next.push(holder);
        }
      return [...found];
    },
  };
}

/** Coordinates of all that a type has: fields with their arguments, input fields, values. */
export function membersOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
  if (isInputObjectType(type)) return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

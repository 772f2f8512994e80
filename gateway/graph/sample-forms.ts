import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
} from "graphql";
import type { Random } from "../../shared/base/random/random";

/** Most levels of objects, leaves of an object, and objects that it leads to. */
const most = { levels: 4, leaves: 5, objects: 2 };

/**
 * A query of fields that need no arguments, picked by chance: of one or two of the root's, down to some levels. Undefined
 * where the schema has none.
 */
export function sampleForm(schema: GraphQLSchema, random: Random): string | undefined {
  const query = schema.getQueryType();
  const roots = query ? openFields(query).filter(({ type }) => isCompositeType(getNamedType(type))) : [];
  if (roots.length === 0) return undefined;
  const picked = random.shuffle(roots).slice(0, random.integer(1, 2));
  return `query Sample { ${picked.map((field) => fieldText(field, most.levels, random)).join(" ")} }`;
}

function fieldText({ name, type }: GraphQLField<unknown, unknown>, levels: number, random: Random): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? `${name} ${selectionText(named, levels - 1, random)}` : name;
}

function selectionText(type: GraphQLCompositeType, levels: number, random: Random): string {
  const fields = random.shuffle(openFields(type));
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
  const objects = levels > 0 ? fields.filter((field) => !leaves.includes(field)) : [];
  const picked = [
    ...leaves.slice(0, random.integer(0, most.leaves)),
    ...objects.slice(0, random.integer(1, most.objects)),
  ];
  return `{ ${["__typename", ...picked.map((field) => fieldText(field, levels, random))].join(" ")} }`;
}

function openFields(type: GraphQLCompositeType): GraphQLField<unknown, unknown>[] {
  return isUnionType(type)
    ? []
    : Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
}

import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";

/** A value that the schema lets in for a type, with as little as it must have. */
export function minimalInput(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return minimalInput(type.ofType);
  if (isListType(type)) return [minimalInput(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) && field.defaultValue === undefined)
        .map((field) => [field.name, minimalInput(field.type)]),
    );
  }
  return scalars[type.name] ?? "KHONG-1";
}

const scalars: Record<string, unknown> = {
  ...{ Boolean: true, Int: 1, Float: 1, Date: "2025-11-14", DateTime: "2025-11-14T00:00:00Z" },
  ...{ Decimal: "1", BigInt: "1" },
};

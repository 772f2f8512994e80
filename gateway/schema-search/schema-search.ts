import type { GraphQLSchema } from "graphql";
import type { Label, Labels } from "../labels/labels";

export interface SchemaMatch {
  coordinate: string;
  kind: string;
  name: string;
  description: string;
  vi?: Label;
  score: number;
}

const fold = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

/** Stands in until the search of wt-labels is merged. */
export function createSchemaSearch(schema: GraphQLSchema, labels: Labels) {
  const all: SchemaMatch[] = [];
  const add = (coordinate: string, kind: string, name: string, description: string | null | undefined) => {
    const vi = labels.of(coordinate);
    all.push({ coordinate, kind, name, description: description ?? "", ...(vi && { vi }), score: 0 });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    add(type.name, "type", type.name, type.description);
    if ("getFields" in type)
      for (const field of Object.values(type.getFields()))
        add(`${type.name}.${field.name}`, "field", field.name, field.description);
    if ("getValues" in type)
      for (const value of type.getValues())
        add(`${type.name}.${value.name}`, "value", value.name, value.description);
  }
  return {
    search(text: string, { limit }: { limit: number }): SchemaMatch[] {
      const words = fold(text)
        .split(/\s+/)
        .filter((word) => word !== "");
      return all
        .filter((each) => {
          const where = fold(
            `${each.name} ${each.vi?.name ?? ""} ${each.vi?.description ?? ""} ${each.description}`,
          );
          return words.every((word) => where.includes(word));
        })
        .slice(0, limit);
    },
  };
}

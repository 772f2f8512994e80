import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { foldText } from "../../shared/base/text/fold-text";
import type { Labels } from "../labels/labels";
import type { SchemaMatch, SchemaSearch } from "./schema-search";

/** TODO until gateway/schema-search is merged. */
export function createSchemaSearch(schema: GraphQLSchema, labels?: Labels): SchemaSearch {
  const all: (SchemaMatch & { text: string })[] = [];
  const add = (coordinate: string, kind: string, name: string, description: string | null | undefined) => {
    const vi = labels?.of(coordinate);
    const text = foldText(`${coordinate.replace(/([a-z])([A-Z])/g, "$1 $2")} ${description ?? ""} ${vi?.name ?? ""} ${vi?.description ?? ""}`);
    all.push({ coordinate, kind, name, description: description ?? "", vi, score: 0, text });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    add(type.name, "type", type.name, type.description);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) add(`${type.name}.${field.name}`, "field", field.name, field.description);
    }
    if (isEnumType(type)) for (const value of type.getValues()) add(`${type.name}.${value.name}`, "value", value.name, value.description);
  }
  return {
    search(text, { limit = 10 } = {}) {
      const words = foldText(text).split(" ");
      return all
        .map((each) => ({ ...each, score: words.filter((word) => each.text.includes(word)).length - each.text.length / 1e5 + (each.coordinate.startsWith("Query.") ? 0.5 : 0) }))
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score)
        .slice(0, limit);
    },
  };
}

import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/**
 * The text of a field as one would begin to write it: arguments that it cannot do without, and of an object the fields by
 * which people know it. Lists are begun as lists: `loans(first: 20) { nodes { code title } }`.
 */
export function fieldSnippet(field: GraphQLField<unknown, unknown>, indent = ""): string {
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name, type }) => `${name}: ${exampleOf(type.toString())}`);
  const first = field.args.some(({ name }) => name === "first") && required.length === 0 ? ["first: 20"] : [];
  const given = [...required, ...first];
  const args = given.length > 0 ? `(${given.join(", ")})` : "";
  return `${indent}${field.name}${args}${selectionOf(getNamedType(field.type), indent)}`;
}

/** By which people know a thing, best first. */
const telling = ["code", "name", "title", "period", "value", "count", "totalCount"];

function selectionOf(type: GraphQLNamedType, indent: string): string {
  if (!isObjectType(type)) return isLeafType(type) ? "" : ` {\n${indent}  __typename\n${indent}}`;
  const fields = type.getFields();
  const { nodes } = fields;
  if (nodes) return ` {\n${fieldSnippet(nodes, `${indent}  `)}\n${indent}}`;
  const leaves = Object.values(fields).filter(
    ({ type: leaf, args }) => isLeafType(getNamedType(leaf)) && !args.some(isRequiredArgument),
  );
  const known = telling.filter((name) => leaves.some((leaf) => leaf.name === name));
  const chosen = known.length > 0 ? known : leaves.slice(0, 3).map(({ name }) => name);
  const lines = chosen.length > 0 ? chosen : ["__typename"];
  return ` {\n${lines.map((name) => `${indent}  ${name}`).join("\n")}\n${indent}}`;
}

function exampleOf(type: string): string {
  if (type.startsWith("[")) return "[]";
  const bare = type.replace("!", "");
  if (bare === "Int" || bare === "Float") return "1";
  if (bare === "Boolean") return "true";
  if (bare === "String" || bare === "ID" || bare === "Date") return '""';
  return "{}";
}

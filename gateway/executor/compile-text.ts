import {
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { collectFields, type Selected } from "./collect-fields";
import { isInherited, isJsonObject, type JsonObject } from "./json";
import { isInt, leafReader, wrong } from "./leaf-values";
import { quote } from "./quote";

/**
 * Writes fetched data as the text of the client's answer, in one walk and without making objects in between. Only
 * what is entirely as the schema says can be written; undefined for everything else, and then the shape of
 * `compile-shape`, which knows what to say about it, has to be asked.
 */
export type WriteText = (data: JsonObject) => string | undefined;

/** One kind of value; a walk over few kinds of plain data runs several times faster than one over closures. */
type Written =
  | { kind: "text" | "integer" | "boolean"; nullable: boolean }
  | { kind: "leaf"; nullable: boolean; read: (value: unknown) => unknown }
  | { kind: "typeName"; nullable: boolean; text: string }
  | { kind: "list"; nullable: boolean; element: Written }
  | { kind: "object"; nullable: boolean; fields: readonly WrittenField[] };

interface WrittenField {
  name: string;
  /** `"code":`, with the comma or brace before it. */
  lead: string;
  written: Written;
}

/** Undefined for a selection that is left to the shape: of an interface or a union, or with a name like `constructor`. */
export function compileText(
  selected: Selected,
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
): WriteText | undefined {
  const written = compileObject(selected, type, selectionSets);
  return written && ((data) => write(data, written));
}

function compileObject(
  selected: Selected,
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
): Written | undefined {
  if (!isObjectType(type)) return undefined;
  const fields: WrittenField[] = [];
  for (const [name, nodes] of collectFields(selected, type, selectionSets)) {
    const written = compileField(selected, type, nodes);
    if (!written || isInherited(name)) return undefined;
    fields.push({ name, lead: `${fields.length === 0 ? "{" : ","}${JSON.stringify(name)}:`, written });
  }
  return fields.length === 0 ? undefined : { kind: "object", nullable: true, fields };
}

function compileField(
  selected: Selected,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Written | undefined {
  const name = nodes[0]?.name.value ?? "";
  if (name === "__typename") return { kind: "typeName", nullable: false, text: JSON.stringify(parent.name) };
  const definition = parent.getFields()[name];
  return definition && compileValue(selected, definition.type, nodes);
}

function compileValue(
  selected: Selected,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): Written | undefined {
  if (isNonNullType(type)) {
    const written = compileValue(selected, type.ofType, nodes);
    return written && { ...written, nullable: false };
  }
  if (isListType(type)) {
    const element = compileValue(selected, type.ofType, nodes);
    return element && { kind: "list", nullable: true, element };
  }
  if (isLeafType(type)) return compileLeaf(type);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return compileObject(selected, type, selectionSets);
}

function compileLeaf(type: GraphQLLeafType): Written {
  const nullable = true;
  if (type.name === "String" || type.name === "ID") return { kind: "text", nullable };
  if (type.name === "Int") return { kind: "integer", nullable };
  if (type.name === "Boolean") return { kind: "boolean", nullable };
  return { kind: "leaf", nullable, read: leafReader(type) };
}

/** The walk. The kinds are told apart here, not by functions of their own: calls that may go anywhere cost the most. */
function write(value: unknown, written: Written): string | undefined {
  if (written.kind === "typeName") return written.text;
  if (value === null && written.nullable) return "null";
  switch (written.kind) {
    case "text":
      return typeof value === "string" ? quote(value) : undefined;
    case "integer":
      return isInt(value) ? `${value}` : undefined;
    case "boolean":
      return value === true ? "true" : value === false ? "false" : undefined;
    case "leaf":
      return writeLeaf(written.read(value));
    case "list":
      return Array.isArray(value) ? writeList(value, written.element) : undefined;
    case "object":
      return isJsonObject(value) ? writeObject(value, written.fields) : undefined;
  }
}

function writeObject(value: JsonObject, fields: readonly WrittenField[]): string | undefined {
  let text = "";
  for (const { name, lead, written } of fields) {
    const part = write(value[name], written);
    if (part === undefined) return undefined;
    text += lead + part;
  }
  return `${text}}`;
}

function writeList(list: readonly unknown[], element: Written): string | undefined {
  let text = "";
  for (const value of list) {
    const part = write(value, element);
    if (part === undefined) return undefined;
    text += text === "" ? part : `,${part}`;
  }
  return `[${text}]`;
}

function writeLeaf(leaf: unknown): string | undefined {
  if (leaf === wrong || leaf === undefined || leaf === null) return undefined;
  if (typeof leaf === "number") return `${leaf}`;
  return typeof leaf === "string" ? quote(leaf) : JSON.stringify(leaf);
}

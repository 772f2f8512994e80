import { isJsonObject, type JsonObject, ownValue } from "../executor/json";
import { quote } from "../executor/quote";
import { invalid, isInt } from "./leaf-values";
import type { ObjectFields, ObjectOf, Projection } from "./projection";

/**
 * Writes fetched data as the text of the client's answer, in one walk and without making objects in between. Only what
 * is entirely as the schema says can be written; undefined for everything else, and then `projectAnswer`, which knows
 * what to say about it, has to be asked.
 */
export function writeAnswer(data: JsonObject, root: ObjectOf, introspected: JsonObject): string | undefined {
  const fields = root.fieldsOf(data);
  return fields && writeObject(data, fields, introspected);
}

/** The walk. The kinds are told apart here, not by functions of their own: calls that may go anywhere cost the most. */
function write(value: unknown, projection: Projection, introspected: JsonObject): string | undefined {
  if (value === null) return projection.nullable ? "null" : undefined;
  switch (projection.kind) {
    case "text":
      return typeof value === "string" ? quote(value) : undefined;
    case "integer":
      return isInt(value) ? `${value}` : undefined;
    case "boolean":
      return value === true ? "true" : value === false ? "false" : undefined;
    case "leaf":
      return writeLeaf(projection.read(value));
    case "list":
      return Array.isArray(value) ? writeList(value, projection.element, introspected) : undefined;
    case "object": {
      const fields = isJsonObject(value) ? projection.fieldsOf(value) : undefined;
      return isJsonObject(value) && fields ? writeObject(value, fields, introspected) : undefined;
    }
  }
}

function writeObject(
  value: JsonObject,
  { fields, unresolved }: ObjectFields,
  introspected: JsonObject,
): string | undefined {
  if (unresolved !== undefined) return undefined;
  if (fields.length === 0) return "{}";
  let text = "";
  for (const { source, lead, isInherited, known, projection } of fields) {
    const found = known ? known.value(introspected) : isInherited ? ownValue(value, source) : value[source];
    const part = write(found, projection, introspected);
    if (part === undefined) return undefined;
    text += lead + part;
  }
  return `${text}}`;
}

function writeList(
  list: readonly unknown[],
  element: Projection,
  introspected: JsonObject,
): string | undefined {
  let text = "";
  for (const value of list) {
    const part = write(value, element, introspected);
    if (part === undefined) return undefined;
    text += text === "" ? part : `,${part}`;
  }
  return `[${text}]`;
}

function writeLeaf(leaf: unknown): string | undefined {
  if (leaf === invalid || leaf === undefined || leaf === null) return undefined;
  if (typeof leaf === "number") return `${leaf}`;
  return typeof leaf === "string" ? quote(leaf) : JSON.stringify(leaf);
}

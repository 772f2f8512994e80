import { isJsonObject, type JsonObject, ownValue } from "../values/json";
import { JsonBytes } from "./json-bytes";
import { invalid, isInt } from "./leaf-values";
import type { ObjectFields, ObjectOf, Projection } from "./projection";

/** Nobody waits while an answer is written: one is enough for all. */
const bytes = new JsonBytes();

/**
 * Writes fetched data as the bytes of the client's answer, in one walk and without making objects in between. Only what
 * is entirely as the schema says can be written; undefined for everything else, and then `projectAnswer`, which knows
 * what to say about it, has to be computed.
 */
export function writeAnswer(data: JsonObject, root: ObjectOf, introspected: JsonObject): Buffer | undefined {
  const fields = root.fieldsOf(data);
  bytes.clear();
  bytes.ascii('{"data":');
  if (!fields || !writeObject(data, fields, introspected)) return undefined;
  bytes.ascii("}\n");
  return bytes.copy();
}

/**
 * The walk; false where it has to be given up. The kinds are distinguished here, not by functions of their own: calls that
 * may go anywhere cost the most.
 */
function write(value: unknown, projection: Projection, introspected: JsonObject): boolean {
  if (value === null) {
    bytes.ascii("null");
    return projection.nullable && !projection.isNullForError;
  }
  switch (projection.kind) {
    case "text":
      if (typeof value !== "string") return false;
      bytes.text(value);
      return true;
    case "integer":
      if (!isInt(value)) return false;
      bytes.ascii(`${value}`);
      return true;
    case "boolean":
      if (typeof value !== "boolean") return false;
      bytes.ascii(value ? "true" : "false");
      return true;
    case "leaf":
      return writeLeaf(projection.read(value));
    case "list":
      return Array.isArray(value) && writeList(value, projection.element, introspected);
    case "object": {
      const fields = isJsonObject(value) ? projection.fieldsOf(value) : undefined;
      return isJsonObject(value) && fields !== undefined && writeObject(value, fields, introspected);
    }
  }
}

function writeObject(
  value: JsonObject,
  { fields, unresolved }: ObjectFields,
  introspected: JsonObject,
): boolean {
  if (unresolved !== undefined) return false;
  if (fields.length === 0) bytes.ascii("{");
  for (const { source, lead, isInherited, known, projection } of fields) {
    bytes.ascii(lead);
    const found = known ? known.value(introspected) : isInherited ? ownValue(value, source) : value[source];
    if (!write(found, projection, introspected)) return false;
  }
  bytes.ascii("}");
  return true;
}

function writeList(list: readonly unknown[], element: Projection, introspected: JsonObject): boolean {
  bytes.ascii("[");
  let isFirst = true;
  for (const value of list) {
    if (!isFirst) bytes.ascii(",");
    isFirst = false;
    if (!write(value, element, introspected)) return false;
  }
  bytes.ascii("]");
  return true;
}

function writeLeaf(leaf: unknown): boolean {
  if (leaf === invalid || leaf === undefined || leaf === null) return false;
  if (typeof leaf === "string") bytes.text(leaf);
  else if (typeof leaf === "number") bytes.ascii(`${leaf}`);
  else bytes.json(JSON.stringify(leaf));
  return true;
}

import { type GraphQLLeafType, isEnumType } from "graphql";
import type { Leaf } from "./projection";

/** Stands for a value that its type does not allow. */
export const invalid: unique symbol = Symbol("invalid value");

/** Whether a value is an integer of 32 bits. */
export function isInt(value: unknown): boolean {
  return typeof value === "number" && (value | 0) === value;
}

const text = (value: unknown) => (typeof value === "string" ? value : invalid);

/** By name: a schema that was built from text has the scalars as objects of its own. */
const scalars: Record<string, Pick<Leaf, "kind" | "read">> = {
  String: { kind: "text", read: text },
  // Always read as text, whatever it was: https://spec.graphql.org/October2021/#sec-ID
  ID: {
    kind: "leaf",
    read: (value) =>
      typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : invalid,
  },
  // 32 bits, as the specification says; Apollo's own executor lets every integer pass.
  Int: { kind: "integer", read: (value) => (isInt(value) ? value : invalid) },
  Boolean: { kind: "boolean", read: (value) => (typeof value === "boolean" ? value : invalid) },
  Float: {
    kind: "leaf",
    read: (value) => (typeof value === "number" && Number.isFinite(value) ? value : invalid),
  },
};

/**
 * What is expected of a leaf, null included. A subgraph's values are checked here once more: a client trusts the schema,
 * and so do its types. Of a scalar that the specification does not know nothing can be said.
 */
export function leafOf(type: GraphQLLeafType): Leaf {
  const known = leaves.get(type) ?? makeLeaf(type);
  leaves.set(type, known);
  return known;
}

/** By type: every operation has hundreds of leaves, of the same few types. */
const leaves = new WeakMap<GraphQLLeafType, Leaf>();

function makeLeaf(type: GraphQLLeafType): Leaf {
  if (!isEnumType(type)) return scalarLeaf(type.name);
  const names = new Set(type.getValues().map(({ name }) => name));
  const read = (value: unknown) => (typeof value === "string" && names.has(value) ? value : invalid);
  return { nullable: true, isNullForError: false, typeName: type.name, kind: "leaf", read };
}

/** What is expected of a scalar of this name. */
export function scalarLeaf(typeName: string): Leaf {
  const expected = { nullable: true, isNullForError: false, typeName };
  return { ...expected, ...(scalars[typeName] ?? { kind: "leaf", read: (value) => value }) };
}

import { type FieldNode, Kind, type SelectionSetNode } from "graphql";
import type { World } from "./world";

/** The field of a name that a field set has for an object of a type. */
export function fieldIn(
  set: SelectionSetNode | undefined,
  name: string,
  type: string,
  world: World,
): FieldNode | undefined {
  for (const node of set?.selections ?? []) {
    if (node.kind === Kind.FIELD && node.name.value === name) return node;
    if (node.kind !== Kind.INLINE_FRAGMENT || !world.fits(type, node.typeCondition?.name.value)) continue;
    const found = fieldIn(node.selectionSet, name, type, world);
    if (found) return found;
  }
  return undefined;
}

/**
 * The part of a representation that a field set names. Throws when something was not sent. Of a fragment within, what is
 * there is taken: only who sent it knows the type.
 */
export function pick(value: unknown, { selections }: SelectionSetNode): unknown {
  if (Array.isArray(value))
    return value.map((element) => pick(element, { kind: Kind.SELECTION_SET, selections }));
  if (value === null) return null;
  if (typeof value !== "object") throw new Error(`Expected an object; it was not sent, but ${value}.`);
  const picked: Record<string, unknown> = {};
  for (const node of selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) continue;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const sent = node.selectionSet.selections.filter(
        (inner) => inner.kind !== Kind.FIELD || Object.hasOwn(value, inner.name.value),
      );
      Object.assign(picked, pick(value, { ...node.selectionSet, selections: sent }));
      continue;
    }
    const name = node.name.value;
    if (!Object.hasOwn(value, name)) throw new Error(`Expected ${name}; it was not sent.`);
    const inner: unknown = Reflect.get(value, name);
    picked[name] = node.selectionSet ? pick(inner, node.selectionSet) : inner;
  }
  return picked;
}

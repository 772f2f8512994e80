import { hash } from "./hash";

/**
 * What goes wrong in a subgraph. Each is said of the data, so that it can be said of one schema over all of it as well:
 * - "nulls": null, now and then, where it may not stand;
 * - "errors": a resolver throws, now and then;
 * - "failing": all resolvers of the subgraph throw, but for fields that others tell, too;
 * - "wrong values": a leaf, now and then, is of another type;
 * - "unknown": an entity, now and then, is one that the subgraph has never heard of;
 * - "changed": leaves, now and then, have other values.
 */
export interface Ill {
  kind: "none" | "nulls" | "errors" | "failing" | "wrong values" | "unknown" | "changed";
  salt: number;
}

export type Ills = (subgraph: string) => Ill;

export const well: Ill = { kind: "none", salt: 0 };

export function happens(ill: Ill, kind: Ill["kind"], seed: string, oneIn: number): boolean {
  return ill.kind === kind && hash(`${ill.salt}${kind}${seed}`) % oneIn === 0;
}

import fc from "fast-check";
import { type Ill, type Ills, well } from "./ills";

/** What goes wrong, and where: in one subgraph, or in all of them. */
export interface Illness extends Ill {
  subgraph?: string | undefined;
}

export function illsOf({ kind, salt, subgraph }: Illness): Ills {
  return (name) => (subgraph === undefined || subgraph === name ? { kind, salt } : well);
}

/** Nothing, now and then; otherwise something in one of the subgraphs, or in all. */
export function illnessArbitrary(subgraphs: readonly string[]): fc.Arbitrary<Illness> {
  const salt = fc.nat(1_000);
  const one = fc.constantFrom(...subgraphs);
  const oneOrAll = fc.option(one, { nil: undefined });
  const anywhere = fc.constantFrom("nulls", "errors", "wrong values");
  const somewhere = fc.constantFrom("failing", "unknown", "changed");
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<Illness>(well) },
    { weight: 3, arbitrary: fc.record<Illness>({ kind: anywhere, salt, subgraph: oneOrAll }) },
    { weight: 2, arbitrary: fc.record<Illness>({ kind: somewhere, salt, subgraph: one }) },
  );
}

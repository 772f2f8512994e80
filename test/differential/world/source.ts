import { hash } from "./hash";
import type { Family } from "./ownership";

/** An object of the world. */
export interface Source {
  /** Its type, as the graph calls it: never an `@interfaceObject`'s name. */
  type: string;
  /** Its type, as whoever is asked calls it. */
  __typename: string;
  /** What its fields' values are made from. */
  seed: string;
  /** Number of an entity. */
  number?: number;
}

export function isSource(value: unknown): value is Source {
  return typeof value === "object" && value !== null && "seed" in value;
}

export function objectOf(type: string, seed: string): Source {
  return { type, __typename: type, seed };
}

export function entityOf(family: Family, number: number): Source {
  const type = family.members[number % family.members.length] ?? family.name;
  return { ...objectOf(type, `${family.name}-${number}`), number };
}

const entities = 12;

/** An entity of a kind, or of one of its types, chosen by a text. */
export function chosenEntity(family: Family, type: string, seed: string): Source {
  const fitting = Array.from({ length: entities }, (_, number) => entityOf(family, number)).filter(
    (each) => type === family.name || each.type === type,
  );
  const chosen = fitting[hash(seed) % fitting.length];
  if (!chosen) throw new Error(`Expected ${entities} entities to be enough for ${type}.`);
  return chosen;
}

/** The only source of the present. Passed in, so that a test stands at any instant. */
export interface Clock {
  now(): Date;
  /** It was set to an instant on purpose, and nobody sets it to another. */
  readonly isFixed?: true;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant. */
export function fixedClock(instant: string | Date): Clock {
  const fixed = new Date(instant);
  return { now: () => new Date(fixed), isFixed: true };
}

/** The system's clock, or the one fixed by the variable GRAPH_NOW. */
export function clockFrom(fixed: string | undefined): Clock {
  return fixed === undefined ? systemClock : fixedClock(fixed);
}

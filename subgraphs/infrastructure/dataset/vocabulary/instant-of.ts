import type { SubgraphContext } from "../../../../shared/kit/context/context";

const instants = new WeakMap<SubgraphContext, Date>();

/**
 * The instant of a request. Whether a dataset is live depends on it, and a request needs it more than once: in its
 * filter, its order, its statistics and its fields. They agree only when the clock is read once for all.
 */
export function instantOf(context: SubgraphContext): Date {
  const cached = instants.get(context);
  if (cached) return cached;
  const instant = context.clock.now();
  instants.set(context, instant);
  return instant;
}

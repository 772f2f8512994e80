import type { CalendarDay } from "../../base/clock/calendar-day";
import type { SubgraphContext } from "../context/context";
import type { FigureValue } from "./figure-value";

/**
 * A published figure, as the sector is asked for it that computes its indicator: by the gateway alone, for a sector calls
 * no other. All that the sector must know is the key, so that it needs nothing of the type which the figure is of: an
 * observation, or what a key result aims at. Innovation leads to it from there, and makes one field for clients of what
 * all sectors answer.
 */
export interface Figure {
  indicator: string;
  /** A decimal text: to its digits is computed, and to it compared. */
  value: string;
  /** Null for a period without a start. */
  periodStart: CalendarDay | null;
  periodEnd: CalendarDay;
}

/** Computes a figure; null for an indicator that the sector does not compute. */
export type Compute = (context: SubgraphContext, figure: Figure) => Promise<FigureValue | null>;

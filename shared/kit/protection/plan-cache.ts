import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Cube } from "../cube/cube";
import type { Protection } from "../cube/protection";
import type { StatisticsQuery } from "../cube/statistics-query";
import { type Plan, planQuery, type Shape } from "./plan-query";

const most = 1_000;

/** How questions are answered for the public, of those that were asked last: the same are asked again and again. */
export class ProtectionPlanCache {
  readonly #protection: Protection;
  readonly #plans = new Map<string, Plan>();
  readonly #shapes = new Map<string, Shape>();

  constructor(protection: Protection) {
    this.#protection = protection;
  }

  of(cube: Cube, query: StatisticsQuery, today: CalendarDay): Plan {
    const key = JSON.stringify([cube.name, query, today]);
    const known = this.#plans.get(key);
    if (known) return known;
    const { groupBy, timeBucket, first } = query;
    const grouped = JSON.stringify([cube.name, groupBy, timeBucket, first]);
    const shape = this.#shapes.get(grouped) ?? { asksCombinations: false };
    const plan = planQuery(cube, this.#protection, query, today, shape);
    keep(this.#shapes, grouped, shape);
    keep(this.#plans, key, plan);
    return plan;
  }
}

/** The last ones. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}

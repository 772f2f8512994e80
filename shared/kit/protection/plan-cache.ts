import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Cube } from "../cube/cube";
import type { Protection } from "../cube/protection";
import type { StatisticsQuery } from "../cube/statistics-query";
import { type Plan, planQuery, type QueryShape } from "./plan-query";

const most = 1_000;

/** Plans of the latest queries, as many requests repeat the same queries. */
export class ProtectionPlanCache {
  readonly #protection: Protection;
  readonly #plans = new Map<string, Plan>();
  readonly #shapes = new Map<string, QueryShape>();

  constructor(protection: Protection) {
    this.#protection = protection;
  }

  of(cube: Cube, query: StatisticsQuery, today: CalendarDay): Plan {
    const key = JSON.stringify([cube.name, query, today]);
    const cached = this.#plans.get(key);
    if (cached) return cached;
    const { groupBy, timeBucket, first } = query;
    const grouped = JSON.stringify([cube.name, groupBy, timeBucket, first]);
    const shape = this.#shapes.get(grouped) ?? { queriesCombinations: false };
    const plan = planQuery(cube, this.#protection, query, today, shape);
    set(this.#shapes, grouped, shape);
    set(this.#plans, key, plan);
    return plan;
  }
}

/** Sets an entry, and removes the oldest beyond `most`. */
function set<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

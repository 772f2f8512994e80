import type { CalendarDay } from "../../clock/calendar-day";
import type { Cube } from "../cube";
import type { StatisticsQuestion } from "../question";
import { type Plan, planQuestion } from "./plan-question";
import type { Protection } from "./protection";

const most = 1_000;

/** How questions are answered for the public, of those that were asked last: the same are asked again and again. */
export class KnownPlans {
  readonly #protection: Protection;
  readonly #plans = new Map<string, Plan>();

  constructor(protection: Protection) {
    this.#protection = protection;
  }

  of(cube: Cube, question: StatisticsQuestion, today: CalendarDay): Plan {
    const key = JSON.stringify([cube.name, question, today]);
    const known = this.#plans.get(key);
    if (known) return known;
    const plan = planQuestion(cube, this.#protection, question, today);
    this.#plans.set(key, plan);
    for (const oldest of this.#plans.keys()) {
      if (this.#plans.size <= most) break;
      this.#plans.delete(oldest);
    }
    return plan;
  }
}

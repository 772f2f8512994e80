import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Protection } from "../cube/protection";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "../cube/statistics-query";
import type { AnswerCache } from "./answer-cache";
import type { Plan } from "./plan-query";
import type { Protector } from "./protect-counts";

/** An answer of the engine, which knows nothing of protection. */
export interface EngineAnswer extends FoundGroups {
  /** The instant as of which the counts are. */
  asOf: Date;
  /** Of these groups at least; by default, of those of the answer. */
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
}

/** An answer as the public may know it, and which parts of it are protected. */
export interface ProtectedAnswer extends EngineAnswer {
  protects: Protection & { groups: boolean; totals: boolean };
}

/** What protected answers are made with. */
export interface ProtectedContext {
  protector: Protector;
  /** Results derived from earlier answers. */
  answers: AnswerCache;
  /** Plans a query; refuses one of too many cells. */
  plan(query: StatisticsQuery): Plan;
  run(query: StatisticsQuery): Promise<EngineAnswer>;
  now: Date;
  today: CalendarDay;
}

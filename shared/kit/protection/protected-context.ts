import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Protection } from "../cube/protection";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "../cube/statistics-query";
import type { AnswerCache } from "./answer-cache";
import type { Plan } from "./plan-query";
import type { Protector } from "./protect-counts";

/** An answer of the engine, which knows nothing of protection. */
export interface EngineAnswer extends FoundGroups {
  /** The instant that the counts hold at. */
  asOf: Date;
  /** Of these groups at least; unless told, of those of the answer. */
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
}

/** An answer as the public may know it, and which parts of it are protected. */
export interface ProtectedAnswer extends EngineAnswer {
  protects: Protection & { groups: boolean; totals: boolean };
}

/** What protected answers are made with. */
export interface ProtectedContext {
  protector: Protector;
  /** What was made of answers before. */
  known: AnswerCache;
  /** How questions are answered; refuses what is of too many cells. */
  plan(query: StatisticsQuery): Plan;
  ask(query: StatisticsQuery): Promise<EngineAnswer>;
  now: Date;
  today: CalendarDay;
}

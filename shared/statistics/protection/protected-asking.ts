import type { CalendarDay } from "../../clock/calendar-day";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuestion } from "../question";
import type { KnownAnswers } from "./known-answers";
import type { Plan } from "./plan-question";
import type { Protector } from "./protect-counts";
import type { Protection } from "./protection";

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
export interface ProtectedAsking {
  protector: Protector;
  /** What was made of answers before. */
  known: KnownAnswers;
  /** How questions are answered; refuses what is of too many cells. */
  plan(question: StatisticsQuestion): Plan;
  ask(question: StatisticsQuestion): Promise<EngineAnswer>;
  now: Date;
  today: CalendarDay;
}

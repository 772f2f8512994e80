import type { Database } from "../database/database";
import type { Cube } from "./cube";
import type { Protection } from "./protection/protection";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuestion } from "./question";

/** Who asks, and when. */
export interface Asking {
  database: Database;
  now: Date;
  /** Ends the question when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
  /** Whether the answer is for the public, who is told nothing of few persons. */
  isPublic?: boolean;
}

/** What holds a cube's rows beside the database. Undefined where it has no answer. */
export interface CubeStore {
  count(question: StatisticsQuestion, asking: Asking): Promise<(FoundGroups & { asOf: Date }) | undefined>;
  distribute(
    question: StatisticsQuestion,
    groups: readonly GroupKeys[],
    asking: Asking,
  ): Promise<FoundDistributions | undefined>;
  /**
   * How many keys of a dimension each group has, by `groupKey`; counted by `count`, if that is given, and then known as
   * long as no row changes of the question without its filter.
   */
  distinct(
    question: StatisticsQuestion,
    dimension: string,
    asking: Asking,
    count?: () => Promise<Map<string, number>>,
  ): Promise<Map<string, number> | undefined>;
}

/** An answer: the groups, and how the number that percentiles are of is spread in them, which is found when asked for. */
export interface Statistic extends FoundGroups {
  /** The instant that the counts hold at. */
  asOf: Date;
  /** How it is protected, and which parts of it are; undefined for an exact one. */
  protects?: Protection & { groups: boolean; totals: boolean };
  /** Of these groups at least; unless told, of those of the answer. */
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
  /** How many groups came on the pages before. */
  before?: number;
}

/** A store ended a statement that took too long, or that nobody waited for. */
export class StatementEnded extends Error {
  override name = "StatementEnded";
}

/** Answers questions about cubes. */
export interface Answering {
  ask(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<FoundGroups>;
}

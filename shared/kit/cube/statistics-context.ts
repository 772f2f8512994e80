import type { Database } from "../../database/database";
import type { KeptRows } from "../kept-rows/kept-rows";
import type { Cube } from "./cube";
import type { Protection } from "./protection";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "./statistics-query";

/** The caller, and the time. */
export interface StatisticsContext {
  database: Database;
  now: Date;
  /** Ends the query when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
  /** Whether the answer is for the public, which is shown nothing of few persons. */
  isPublic?: boolean;
  /** What is kept of rows, as of now or a moment after the question came; undefined where nothing is. */
  keptRows?: () => Promise<KeptRows | undefined>;
}

/** A store of a cube's rows besides the database. Undefined where it has no answer. */
export interface CubeStore {
  count(
    query: StatisticsQuery,
    context: StatisticsContext,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined>;
  distribute(
    query: StatisticsQuery,
    groups: readonly GroupKeys[],
    context: StatisticsContext,
  ): Promise<FoundDistributions | undefined>;
  /**
   * How many keys of a dimension each group has, by `groupKey`; counted by `count`, if that is given, and then cached as
   * long as no row changes of the query without its filter.
   */
  distinct(
    query: StatisticsQuery,
    dimension: string,
    context: StatisticsContext,
    count?: () => Promise<Map<string, number>>,
  ): Promise<Map<string, number> | undefined>;
}

/** An answer: the groups, and how the number that percentiles are of is spread in them, which is found when requested. */
export interface Statistic extends FoundGroups {
  /** The instant as of which the counts are. */
  asOf: Date;
  /** How it is protected, and which parts of it are; undefined for an exact one. */
  protects?: Protection & { groups: boolean; totals: boolean };
  /** Of these groups at least; by default, of those of the answer. */
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
  /** How many groups came on the pages before. */
  before?: number;
}

/** A store ended a statement that took too long, or that nobody waited for. */
export class StatementCancelled extends Error {
  override name = "StatementEnded";
}

/** Answers queries about cubes. */
export interface Answering {
  ask(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<FoundGroups>;
}

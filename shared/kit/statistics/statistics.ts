import { addDays, type CalendarDay, dayOf } from "../../base/clock/calendar-day";
import { databaseProblem, statementEnded } from "../../base/errors/database-error";
import { badInput, GraphError } from "../../base/errors/graph-error";
import type { Database } from "../../database/database";
import { readNoiseKey } from "../cube/cell-keys";
import { allGroups, checkQuery } from "../cube/check-query";
import { conditionOf, isOfDatabase } from "../cube/condition";
import { countDistinct, distributeRows } from "../cube/count-rows";
import { type Cube, nameOfConstant, part, queryName, rowCountOf } from "../cube/cube";
import { type Protection, protectionOf } from "../cube/protection";
import {
  type CubeStore,
  StatementCancelled,
  type Statistic,
  type StatisticsContext,
} from "../cube/statistics-context";
import {
  type FoundDistributions,
  type GroupKeys,
  groupKey,
  isBySteps,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { AnswerCache } from "../protection/answer-cache";
import { type Noise, noiseOf } from "../protection/noise";
import { ProtectionPlanCache } from "../protection/plan-cache";
import { queryProtected } from "../protection/query-protected";
import { byStep, joinSteps, querySteps, stepsOf } from "./as-of-steps";
import { dayRequested } from "./check-as-of";
import { countKeptRows } from "./count-kept-rows";
import { cursorIn, groupsAfter } from "./group-cursor";
import { rankGroups, ranksGroups, unrankedOf } from "./ranked-groups";
import { firstVisibleDay } from "./time-span";
import { distributionsByValue, groupsByValue, isByValues, queryBySets } from "./value-groups";

/** Answers queries about cubes: from their stores, and where these have no answer, from the rows in PostgreSQL. */
export class Statistics {
  readonly #stores: ReadonlyMap<Cube, CubeStore>;
  readonly #protection: Protection;
  readonly #answers = new AnswerCache();
  readonly #plans: ProtectionPlanCache;
  #noise: Promise<Noise> | undefined;

  constructor(stores: ReadonlyMap<Cube, CubeStore> = new Map(), protection = protectionOf()) {
    this.#stores = stores;
    this.#protection = protection;
    this.#plans = new ProtectionPlanCache(protection);
  }

  /** Throws BAD_USER_INPUT for a contradictory query, and QUERY_TIMEOUT for one that takes too long. */
  async ask(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    checkQuery(cube, query, dayOf(context.now));
    conditionOf(cube, query.filter);
    const asOf = dayRequested(cube, query, context);
    const run = isBySteps(query) ? this.#queryBySteps : this.#query;
    const { after } = query;
    const cursor = after == null ? undefined : cursorIn(cube, query, after);
    const first = (cursor?.ordinal ?? 0) + query.first;
    const found = await run.call(this, cube, { ...query, asOf, first }, context);
    if (part(found.totals, rowCountOf(cube)) === 0) await this.#requireRows(cube, asOf, context);
    return cursor ? { ...found, ...groupsAfter(cube, query, found.groups, cursor) } : found;
  }

  /** Refuses a past day before the first one that has rows. */
  async #requireRows(cube: Cube, asOf: CalendarDay | null, context: StatisticsContext): Promise<void> {
    if (asOf === null || asOf === dayOf(context.now)) return;
    const first = await firstVisibleDay(this, cube, context);
    if (first === undefined || first <= asOf) return;
    const message = `asOf: expected ${first}, the first day of which ${cube.noun.many} are told, or later; got ${asOf}.`;
    throw badInput(message, ["asOf"]);
  }

  async #queryBySteps(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    const steps = stepsOf(cube, query, await firstVisibleDay(this, cube, context), context);
    const run = (one: StatisticsQuery) => this.#query(cube, one, context);
    const [first, ...others] = await querySteps(steps, run);
    if (first) return joinSteps(cube, query, steps, [first, ...others]);
    return { ...(await run({ ...query, timeBucket: null })), groups: [] };
  }

  async #query(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    if (!ranksGroups(query)) return this.#queryUnranked(cube, query, context);
    const found = await this.#queryUnranked(cube, unrankedOf(cube, query), context);
    const groups = await rankGroups(cube, query, found);
    const keys = groups.slice(0, query.first).map((group) => group.keys);
    return { ...found, groups, distributions: (some) => found.distributions(some ?? keys) };
  }

  async #queryUnranked(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    if (!context.isPublic || !cube.isAboutPersons) return this.#countExactly(cube, query, context);
    const noise = await this.#readNoise(context.database);
    const run = (one: StatisticsQuery) => this.#countExactly(cube, one, context);
    const today = nextDayOf(query.asOf, context);
    const plan = (one: StatisticsQuery) => this.#plans.of(cube, one, today);
    const protector = { cube, protection: this.#protection, noise };
    return queryProtected({ protector, answers: this.#answers, plan, run, now: context.now, today }, query);
  }

  /**
   * How many keys of a dimension the rows of each group have, by `groupKey`; for the public only those of which a number
   * of rows may be shown. Throws BAD_USER_INPUT for a dimension of the query.
   */
  async distinct(
    cube: Cube,
    query: StatisticsQuery,
    constant: string,
    context: StatisticsContext,
  ): Promise<Map<string, number>> {
    const { filter = null, groupBy, classes = null, timeBucket = null } = query;
    const asOf = dayRequested(cube, query, context, constant);
    if (groupBy.includes(constant))
      throw badInput(`dimension: expected one that is not in groupBy; got ${constant}.`, ["dimension"]);
    const dimension = nameOfConstant(cube.dimensions, constant);
    if (part(cube.dimensions, dimension).kind === "classes")
      throw badInput(`dimension: expected one of keys; got ${constant}, which has classes.`, ["dimension"]);
    const plain = { asOf, filter, groupBy, classes, timeBucket, first: allGroups };
    if (isBySteps(query)) {
      const steps = stepsOf(cube, { ...query, asOf }, await firstVisibleDay(this, cube, context), context);
      const found = await querySteps(steps, (one) => this.distinct(cube, one, constant, context));
      return byStep(steps, found);
    }
    const byKey = { groupBy: [...groupBy, constant] };
    const isProtected = context.isPublic === true && cube.isAboutPersons === true;
    if (isProtected || isByValues(cube, byKey)) {
      const count = () => this.#countKeys(cube, { ...plain, ...byKey }, dimension, context);
      // Rows of today are not shown to the public: they are counted from tomorrow on.
      const counted = isProtected ? { ...plain, before: nextDayOf(asOf, context) } : plain;
      return (await this.#storeOf(cube, plain)?.distinct(counted, dimension, context, count)) ?? count();
    }
    return orTimeout(cube, async () => {
      const stored = await this.#storeOf(cube, plain)?.distinct(plain, dimension, context);
      return stored ?? countDistinct(context.database, cube, plain, dimension, context.now);
    });
  }

  /** How many groups of a query belong to each group of the same query without a dimension. */
  async #countKeys(
    cube: Cube,
    query: StatisticsQuery,
    dimension: string,
    context: StatisticsContext,
  ): Promise<Map<string, number>> {
    const { timeBucket } = query;
    const unfilled = timeBucket ? { ...timeBucket, fillGaps: false } : null;
    const { groups } = await this.#query(cube, { ...query, timeBucket: unfilled, measures: [] }, context);
    const names = keysOf(cube, query).filter((name) => name !== dimension);
    const counts = new Map<string, number>();
    for (const { keys } of groups) {
      if (keys[dimension] == null) continue;
      const key = groupKey(keys, names);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  #readNoise(database: Database): Promise<Noise> {
    this.#noise ??= readNoiseKey(database).then((key) => noiseOf(key, this.#protection));
    // One that failed is read again.
    this.#noise.catch(() => {
      this.#noise = undefined;
    });
    return this.#noise;
  }

  async #countExactly(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    if (!isByValues(cube, query)) return this.#countGroups(cube, query, context);
    const found = await this.#countGroups(cube, queryBySets(query), context);
    return {
      ...found,
      groups: groupsByValue(cube, query, found.groups, dayOf(context.now)),
      distributions: async () => distributionsByValue(cube, query, await found.distributions()),
    };
  }

  /** The store of a cube's rows besides the database, unless only the database has what a query filters by. */
  #storeOf(cube: Cube, { asOf, filter }: StatisticsQuery): CubeStore | undefined {
    if (asOf != null && cube.rows.revisions) return undefined;
    return isOfDatabase(conditionOf(cube, filter)) ? undefined : this.#stores.get(cube);
  }

  async #countGroups(cube: Cube, query: StatisticsQuery, context: StatisticsContext): Promise<Statistic> {
    const store = this.#storeOf(cube, query);
    const found = await orTimeout(cube, async () => {
      const stored = await store?.count(query, context);
      return stored ?? { ...(await countKeptRows(cube, query, context)), asOf: context.now };
    });
    const keys = found.groups.slice(0, query.first).map((group) => group.keys);
    const distribute = (groups: readonly GroupKeys[]) =>
      orTimeout(cube, async () => {
        const stored = await store?.distribute(query, groups, context);
        return stored ?? distributeRows(context.database, cube, query, context.now);
      });
    let distributions: Promise<FoundDistributions> | undefined;
    return {
      ...found,
      distributions: (groups) => {
        if (groups) return distribute(groups);
        distributions ??= distribute(keys);
        return distributions;
      },
    };
  }
}

/** The day on which a query is answered for the public: what was known at the end of a past day is shown on the next. */
function nextDayOf(asOf: CalendarDay | null | undefined, { now }: StatisticsContext): CalendarDay {
  return asOf == null ? dayOf(now) : addDays(asOf, 1);
}

/** Says how to narrow a query that took too long; it has been ended by then. */
async function orTimeout<Result>(cube: Cube, answer: () => Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    const isLate = error instanceof StatementCancelled || databaseProblem(error) === statementEnded;
    if (!isLate) throw error;
    const message =
      `${queryName(cube)}: expected a question that is answered in time; this one was ended. Filter by ` +
      "fewer days, organizations or units, group by fewer dimensions, or ask for a coarser grain.";
    throw new GraphError("QUERY_TIMEOUT", message, { cause: error });
  }
}

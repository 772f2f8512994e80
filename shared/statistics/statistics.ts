import { addDays, type CalendarDay, dayOf } from "../clock/calendar-day";
import type { Database } from "../database/database";
import { badInput, GraphError } from "../errors/graph-error";
import { databaseProblem, statementEnded } from "../http/database-error";
import { askSteps, byStep, joinSteps, stepsOf } from "./as-of-steps";
import { type Asking, type CubeStore, StatementEnded, type Statistic } from "./asking";
import { dayAskedOf } from "./check-as-of";
import { allGroups, checkQuestion } from "./check-question";
import { conditionOf, isOfDatabase } from "./condition";
import { countDistinct, countRows, distributeRows } from "./count-rows";
import { type Cube, nameOfConstant, part, queryName, rowCountOf } from "./cube";
import { cursorIn, groupsAfter } from "./group-cursor";
import { askProtected } from "./protection/ask-protected";
import { readNoiseKey } from "./protection/cell-keys";
import { KnownAnswers } from "./protection/known-answers";
import { KnownPlans } from "./protection/known-plans";
import { type Noise, noiseOf } from "./protection/noise";
import { type Protection, protectionOf } from "./protection/protection";
import {
  type FoundDistributions,
  type GroupKeys,
  groupKey,
  isBySteps,
  type StatisticsQuestion,
} from "./question";
import { rankGroups, ranksGroups, unrankedOf } from "./ranked-groups";
import { keysOf } from "./statistics-sql";
import { firstDayTold } from "./time-span";
import { distributionsByValue, groupsByValue, isByValues, questionBySets } from "./value-groups";

/** Answers questions about cubes: from their stores, and where these have no answer, from the rows in PostgreSQL. */
export class Statistics {
  readonly #stores: ReadonlyMap<Cube, CubeStore>;
  readonly #protection: Protection;
  readonly #known = new KnownAnswers();
  readonly #plans: KnownPlans;
  #noise: Promise<Noise> | undefined;

  constructor(stores: ReadonlyMap<Cube, CubeStore> = new Map(), protection = protectionOf()) {
    this.#stores = stores;
    this.#protection = protection;
    this.#plans = new KnownPlans(protection);
  }

  /** Throws BAD_USER_INPUT for a question that cannot be meant, and QUERY_TIMEOUT for one that takes too long. */
  async ask(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    checkQuestion(cube, question, dayOf(asking.now));
    conditionOf(cube, question.filter);
    const asOf = dayAskedOf(cube, question, asking);
    const ask = isBySteps(question) ? this.#askBySteps : this.#ask;
    const { after } = question;
    const cursor = after == null ? undefined : cursorIn(cube, question, after);
    const first = (cursor?.place ?? 0) + question.first;
    const found = await ask.call(this, cube, { ...question, asOf, first }, asking);
    if (part(found.totals, rowCountOf(cube)) === 0) await this.#requireRows(cube, asOf, asking);
    return cursor ? { ...found, ...groupsAfter(cube, question, found.groups, cursor) } : found;
  }

  /** Refuses a past day before the first one that has rows. */
  async #requireRows(cube: Cube, asOf: CalendarDay | null, asking: Asking): Promise<void> {
    if (asOf === null || asOf === dayOf(asking.now)) return;
    const first = await firstDayTold(this, cube, asking);
    if (first === undefined || first <= asOf) return;
    const message = `asOf: expected ${first}, the first day of which ${cube.noun.many} are told, or later; got ${asOf}.`;
    throw badInput(message, ["asOf"]);
  }

  async #askBySteps(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    const steps = stepsOf(cube, question, await firstDayTold(this, cube, asking), asking);
    const ask = (one: StatisticsQuestion) => this.#ask(cube, one, asking);
    const [first, ...others] = await askSteps(steps, ask);
    if (first) return joinSteps(cube, question, steps, [first, ...others]);
    return { ...(await ask({ ...question, timeBucket: null })), groups: [] };
  }

  async #ask(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    if (!ranksGroups(question)) return this.#askUnranked(cube, question, asking);
    const found = await this.#askUnranked(cube, unrankedOf(cube, question), asking);
    const groups = await rankGroups(cube, question, found);
    const keys = groups.slice(0, question.first).map((group) => group.keys);
    return { ...found, groups, distributions: (some) => found.distributions(some ?? keys) };
  }

  async #askUnranked(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    if (!asking.isPublic || !cube.isAboutPersons) return this.#askExactly(cube, question, asking);
    const noise = await this.#readNoise(asking.database);
    const ask = (one: StatisticsQuestion) => this.#askExactly(cube, one, asking);
    const today = nextDayOf(question.asOf, asking);
    const plan = (one: StatisticsQuestion) => this.#plans.of(cube, one, today);
    const protector = { cube, protection: this.#protection, noise };
    return askProtected({ protector, known: this.#known, plan, ask, now: asking.now, today }, question);
  }

  /**
   * How many keys of a dimension the rows of each group have, by `groupKey`; for the public those alone of which a number
   * of rows may be told. Throws BAD_USER_INPUT for a dimension of the question.
   */
  async distinct(
    cube: Cube,
    question: StatisticsQuestion,
    constant: string,
    asking: Asking,
  ): Promise<Map<string, number>> {
    const { filter = null, groupBy, classes = null, timeBucket = null } = question;
    const asOf = dayAskedOf(cube, question, asking, constant);
    if (groupBy.includes(constant))
      throw badInput(`dimension: expected one that is not in groupBy; got ${constant}.`, ["dimension"]);
    const dimension = nameOfConstant(cube.dimensions, constant);
    if (part(cube.dimensions, dimension).kind === "classes")
      throw badInput(`dimension: expected one of keys; got ${constant}, which has classes.`, ["dimension"]);
    const plain = { asOf, filter, groupBy, classes, timeBucket, first: allGroups };
    if (isBySteps(question)) {
      const steps = stepsOf(cube, { ...question, asOf }, await firstDayTold(this, cube, asking), asking);
      const found = await askSteps(steps, (one) => this.distinct(cube, one, constant, asking));
      return byStep(steps, found);
    }
    const byKey = { groupBy: [...groupBy, constant] };
    const isProtected = asking.isPublic === true && cube.isAboutPersons === true;
    if (isProtected || isByValues(cube, byKey)) {
      const count = () => this.#countKeys(cube, { ...plain, ...byKey }, dimension, asking);
      // Rows of today are not told to the public, so that tomorrow more are known.
      const known = isProtected ? { ...plain, before: nextDayOf(asOf, asking) } : plain;
      return (await this.#storeOf(cube, plain)?.distinct(known, dimension, asking, count)) ?? count();
    }
    return orTimeout(cube, async () => {
      const stored = await this.#storeOf(cube, plain)?.distinct(plain, dimension, asking);
      return stored ?? countDistinct(asking.database, cube, plain, dimension, asking.now);
    });
  }

  /** How many groups of a question there are to each of one without a dimension. */
  async #countKeys(
    cube: Cube,
    question: StatisticsQuestion,
    dimension: string,
    asking: Asking,
  ): Promise<Map<string, number>> {
    const { timeBucket } = question;
    const unfilled = timeBucket ? { ...timeBucket, fillGaps: false } : null;
    const { groups } = await this.#ask(cube, { ...question, timeBucket: unfilled, measures: [] }, asking);
    const names = keysOf(cube, question).filter((name) => name !== dimension);
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

  async #askExactly(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    if (!isByValues(cube, question)) return this.#askEngine(cube, question, asking);
    const found = await this.#askEngine(cube, questionBySets(question), asking);
    return {
      ...found,
      groups: groupsByValue(cube, question, found.groups, dayOf(asking.now)),
      distributions: async () => distributionsByValue(cube, question, await found.distributions()),
    };
  }

  /** What holds a cube's rows beside the database, unless a question asks what nothing else holds. */
  #storeOf(cube: Cube, { asOf, filter }: StatisticsQuestion): CubeStore | undefined {
    if (asOf != null && cube.rows.revisions) return undefined;
    return isOfDatabase(conditionOf(cube, filter)) ? undefined : this.#stores.get(cube);
  }

  async #askEngine(cube: Cube, question: StatisticsQuestion, asking: Asking): Promise<Statistic> {
    const store = this.#storeOf(cube, question);
    const found = await orTimeout(cube, async () => {
      const stored = await store?.count(question, asking);
      return (
        stored ?? { ...(await countRows(asking.database, cube, question, asking.now)), asOf: asking.now }
      );
    });
    const keys = found.groups.slice(0, question.first).map((group) => group.keys);
    const distribute = (groups: readonly GroupKeys[]) =>
      orTimeout(cube, async () => {
        const stored = await store?.distribute(question, groups, asking);
        return stored ?? distributeRows(asking.database, cube, question, asking.now);
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

/** The day on which a question is answered for the public: what was known at the end of a past day is told on the next. */
function nextDayOf(asOf: CalendarDay | null | undefined, { now }: Asking): CalendarDay {
  return asOf == null ? dayOf(now) : addDays(asOf, 1);
}

/** Says how to narrow a question that took too long; it has been ended by then. */
async function orTimeout<Result>(cube: Cube, answer: () => Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    const isLate = error instanceof StatementEnded || databaseProblem(error) === statementEnded;
    if (!isLate) throw error;
    const message =
      `${queryName(cube)}: expected a question that is answered in time; this one was ended. Filter by ` +
      "fewer days, organizations or units, group by fewer dimensions, or ask for a coarser grain.";
    throw new GraphError("QUERY_TIMEOUT", message, { cause: error });
  }
}

import "../../gateway/environment";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { GraphQLFormattedError } from "graphql";
import type { FetchSubgraph } from "../../gateway/executor/execution";
import { Random } from "../../shared/random/random";
import { type Answered, type BothExecutors, fetchFrom, type Known, startBoth } from "./both-executors";
import { bytesOf, compareAnswers } from "./compare-answers";
import type { Faults } from "./fake-data";
import { randomOperation } from "./random-operation";
import { city } from "./supergraphs/city";
import { media } from "./supergraphs/media";
import { shop } from "./supergraphs/shop";
import { thisGraph } from "./supergraphs/this-graph";
import { buildGraph } from "./test-graph";

/*
 * The same operations again and again, as dashboards ask them, over subgraphs that answer the same for a while: then
 * one of them has other data, nulls, errors, is down, or is well again. Longer: DIFFERENTIAL_RUNS=500.
 */
const runs = Math.ceil(Number(process.env.DIFFERENTIAL_RUNS ?? 30) / 3);
const firstSeed = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index);
const asked = 14;
const ills = ["nulls", "errors", "wrong values", "absent", "down"] as const;

describe.each([shop, media, city, thisGraph()])("over $name, an operation that is asked again", (graph) => {
  let both: BothExecutors;
  beforeAll(async () => {
    const built = buildGraph(graph);
    both = await startBoth(built, inAnyOrder(fetchFrom(built)));
  });
  afterAll(() => both.stop());

  it("has the answer, and makes the fetches, of one that is executed each time", async () => {
    const differences: unknown[] = [];
    let expected = 0;
    for (const seed of seeds) {
      const random = new Random(seed);
      const operation = randomOperation(both.schema, random);
      const weather = new Weather(Object.keys(graph.subgraphs), random);
      for (let time = 0; time < asked; time++) {
        // The first times all is well, so that there is something to remember.
        if (time > 3 && random.chance(0.5)) weather.turn();
        const [own, stock] = [await both.own(operation, weather.of), await both.stock(operation, weather.of)];
        const known = await Promise.all([1, 2].map(() => both.known(operation, weather.of)));
        const difference = weather.isComparable() ? compareAnswers(own, stock) : undefined;
        if (difference && difference !== "lost" && difference !== "shifted") {
          differences.push({ seed, time, ...operation, difference });
        }
        for (const each of known) {
          if (!each) continue;
          expected += each.expected;
          const isSame = comparable(each.answer) === comparable(own);
          if (isSame && String(each.sent) === String(own.sent)) continue;
          differences.push({ seed, time, ...operation, own, known: each });
        }
      }
    }
    expect(differences).toEqual([]);
    expect(expected).toBeGreaterThan(runs);
  });
});

/** Answers that overtake each other. */
function inAnyOrder(fetch: FetchSubgraph): FetchSubgraph {
  const random = new Random(firstSeed);
  return async (request, context) => {
    const answer = await fetch(request, context);
    for (let turns = random.integer(0, 4); turns > 0; turns--) await nextTurn();
    return answer;
  };
}

/** The bytes of an answer. Errors come in the order in which subgraphs have answered, here in that of their places. */
function comparable(answer: Known["answer"] | Answered): string {
  if (Buffer.isBuffer(answer)) return bytesOf(answer);
  const errors = [...(answer.errors ?? [])].map(({ message, path }) => ({ message, path }));
  return bytesOf({
    data: answer.data,
    errors: errors.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1)),
  });
}

function placeOf({ path = [] }: Pick<GraphQLFormattedError, "path">): string {
  return path.join(".");
}

/** How the subgraphs are: all well at first, some with other data later, and at most one ill. */
class Weather {
  readonly #changed = new Map<string, Faults>();
  #ill: { name: string; faults: Faults } | undefined;

  constructor(
    private readonly names: readonly string[],
    private readonly random: Random,
  ) {}

  readonly of = (name: string): Faults => {
    if (this.#ill?.name === name) return this.#ill.faults;
    return this.#changed.get(name) ?? { kind: "calm", salt: 0 };
  };

  turn(): void {
    const name = this.random.pick(this.names);
    const salt = this.random.integer(1, 3);
    if (this.#ill && this.random.chance(0.6)) this.#ill = undefined;
    else if (this.random.chance(0.6)) this.#changed.set(name, { kind: "changed", salt });
    else this.#ill = { name, faults: { kind: this.random.pick(ills), salt } };
  }

  /** What Apollo's says of fetches that fail, and of fields that are left out, is compared in differential.test.ts. */
  isComparable(): boolean {
    return this.#ill?.faults.kind !== "absent" && this.#ill?.faults.kind !== "down";
  }
}

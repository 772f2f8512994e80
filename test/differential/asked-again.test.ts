import "../../gateway/config/environment";
import fc from "fast-check";
import type { Answer } from "../../gateway/request/answer";
import { Random } from "../../shared/base/random/random";
import { differenceOf } from "./compare-answers";
import { openGateway, readAnswer } from "./gateway-under-test";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { type Ill, well } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { Fetches, fetchFrom } from "./world/subgraph-fetch";
import { buildGraph } from "./world/test-graph";
import { inAnyOrder } from "./world/unreliable-fetch";

/*
 * The same operations again and again, as dashboards ask them, over subgraphs that answer the same for a while: then one of
 * them has other data, is ill, or is well again. Two ask at once, and answers overtake each other.
 */
const times = 14;

describe.each(testGraphs().map(buildGraph))("over $name, an operation that is asked again", (graph) => {
  const gateway = openGateway(graph.supergraphSdl);
  const oracle = createOracle(graph);
  const arbitrary = operationArbitrary(graph.apiSchema, graph.world.ownership.tellingNames());
  const operations = fc.sample(arbitrary, { numRuns: 12, seed: 1 });

  it("is answered by what holds now, with the same bytes and the same fetches for all", async () => {
    const differences: unknown[] = [];
    let expected = 0;
    for (const [seed, operation] of operations.entries()) {
      const random = new Random(seed);
      const weather = new Weather([...graph.schemas.keys()], random);
      for (let time = 0, found = differences.length; time < times && differences.length === found; time++) {
        // The first times all is well, so that there is something to remember.
        if (time > 3 && random.chance(0.5)) weather.turn();
        const asked = [1, 2].map(async () => {
          const fetches = new Fetches();
          const fetch = inAnyOrder(fetchFrom(graph, weather.of, fetches), random);
          const answer = await gateway.ask(operation, fetch);
          expected += fetches.expected;
          return { text: textOf(answer), answer, sent: fetches.sent };
        });
        const [first, second] = await Promise.all(asked);
        if (!first || !second) throw new Error("Expected two answers.");
        const difference = differenceOf(readAnswer(first.answer), oracle(operation, weather.of));
        if (difference) differences.push({ seed, time, ...operation, difference });
        const isSame = first.text === second.text && String(first.sent) === String(second.sent);
        if (!isSame) differences.push({ seed, time, ...operation, first, second });
      }
    }
    expect(differences).toEqual([]);
    expect(expected).toBeGreaterThan(operations.length);
  });
});

/** The bytes of an answer. Errors come in the order in which subgraphs have answered, here in that of their places. */
function textOf(answer: Answer): string {
  if (Buffer.isBuffer(answer)) return answer.toString("utf8");
  const { data, errors = [] } = readAnswer(answer);
  return JSON.stringify([
    data,
    errors.map(({ message, path = [] }) => `${path.join(".")} ${message}`).sort(),
  ]);
}

/** How the subgraphs are: all well at first, some with other data later, and at most one ill. */
class Weather {
  readonly #changed = new Map<string, Ill>();
  #ill: { name: string; ill: Ill } | undefined;

  constructor(
    private readonly names: readonly string[],
    private readonly random: Random,
  ) {}

  readonly of = (name: string): Ill => {
    if (this.#ill?.name === name) return this.#ill.ill;
    return this.#changed.get(name) ?? well;
  };

  turn(): void {
    const name = this.random.pick(this.names);
    const salt = this.random.integer(1, 3);
    if (this.#ill && this.random.chance(0.6)) this.#ill = undefined;
    else if (this.random.chance(0.6)) this.#changed.set(name, { kind: "changed", salt });
    else this.#ill = { name, ill: { kind: this.random.pick(ills), salt } };
  }
}

const ills = ["nulls", "errors", "wrong values", "failing", "unknown"] as const;

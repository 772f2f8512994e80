import "../../gateway/environment";
import { isDeepStrictEqual } from "node:util";
import { Random } from "../../shared/random/random";
import { type BothExecutors, startBoth } from "./both-executors";
import { bytesOf, compareAnswers, contains, unexplainedNulls } from "./compare-answers";
import type { Faults } from "./fake-data";
import { randomOperation } from "./random-operation";
import { city } from "./supergraphs/city";
import { media } from "./supergraphs/media";
import { shop } from "./supergraphs/shop";
import { thisGraph } from "./supergraphs/this-graph";
import { buildGraph } from "./test-graph";

/*
 * Random operations over four supergraphs, run by our executor and by Apollo's over the same subgraphs: real
 * subgraph schemas of @apollo/subgraph without a socket. More of them: DIFFERENTIAL_RUNS=5000 jest dist/test/differential
 */
const runs = Number(process.env.DIFFERENTIAL_RUNS ?? 30);
const firstSeed = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index);

describe.each([shop, media, city, thisGraph()])("over $name, our executor", (graph) => {
  let both: BothExecutors;
  beforeAll(async () => {
    both = await startBoth(buildGraph(graph));
  });
  afterAll(() => both.stop());

  it.each(["none", "nulls", "errors", "wrong values"] as const)(
    "gives the data that Apollo's gives, and errors at the same paths; faults: %s",
    async (kind) => {
      const differences: unknown[] = [];
      const tolerated = { shifted: 0, lost: 0 };
      for (const seed of seeds) {
        const operation = randomOperation(both.schema, new Random(seed));
        const faults: Faults = { kind, salt: seed };
        const [own, stock] = await Promise.all([both.own(operation, faults), both.stock(operation, faults)]);
        const difference = compareAnswers(own, stock);
        if (difference === "shifted" || difference === "lost") tolerated[difference]++;
        else if (difference) differences.push({ seed, ...operation, difference, own, stock });
      }
      expect(differences).toEqual([]);
      // Both are Apollo's own faults; known-differences.test.ts has each of them alone.
      expect(tolerated.shifted).toBeLessThanOrEqual(runs * 0.1);
      expect(tolerated.lost).toBeLessThanOrEqual(Math.max(2, runs * (graph === media ? 0.3 : 0.01)));
    },
  );

  it.each(["none", "nulls", "errors", "wrong values", "down"] as const)(
    "gives a known operation the same bytes; faults: %s",
    async (kind) => {
      const differences: unknown[] = [];
      for (const seed of seeds) {
        const operation = randomOperation(both.schema, new Random(seed));
        const faults: Faults = { kind, salt: seed };
        const { data, errors } = await both.own(operation, faults);
        const known = await both.known(operation, faults);
        if (known === undefined || bytesOf(known.answer) === bytesOf({ data, errors })) continue;
        differences.push({ seed, ...operation, expected: { data, errors }, known });
      }
      expect(differences).toEqual([]);
    },
  );

  it("gives some known operations as bytes", async () => {
    let found = 0;
    // Each time the same: how many of them are bytes must not depend on the seeds above.
    for (let seed = 1; seed <= 60; seed++) {
      const operation = randomOperation(both.schema, new Random(seed));
      const faults: Faults = { kind: "none", salt: seed };
      await both.own(operation, faults);
      const known = await both.known(operation, faults);
      if (Buffer.isBuffer(known?.answer)) found++;
    }
    expect(found).toBeGreaterThan(3);
  });

  it("answers every field that is asked for, also where Apollo's loses some", async () => {
    const differences: unknown[] = [];
    for (const seed of seeds) {
      const operation = randomOperation(both.schema, new Random(seed), false);
      const faults: Faults = { kind: "calm", salt: seed };
      const [own, stock] = await Promise.all([both.own(operation, faults), both.stock(operation, faults)]);
      // Objects whose type nobody tells: known-differences.test.ts has them.
      const typeless = own.errors.map(({ path = [] }) => path.join("."));
      if (!contains(own.data, stock.data, typeless)) differences.push({ seed, ...operation, own, stock });
    }
    expect(differences).toEqual([]);
  });

  it("leaves no null without an error when subgraphs leave out fields", async () => {
    const differences: unknown[] = [];
    let absent = 0;
    for (const seed of seeds) {
      const operation = randomOperation(both.schema, new Random(seed));
      const own = await both.own(operation, { kind: "absent", salt: seed });
      const whole = await both.own(operation, { kind: "none", salt: seed });
      const unexplained = unexplainedNulls(own, whole.data);
      if (own.errors.length > whole.errors.length) absent++;
      if (unexplained.length > 0 || own.refused.length > 0) {
        differences.push({ seed, ...operation, unexplained, own });
      }
    }
    expect(differences).toEqual([]);
    expect(absent).toBeGreaterThan(runs / 20);
  });

  it("leaves no null without an error when subgraphs are down, and the data that Apollo's leaves", async () => {
    const differences: unknown[] = [];
    let down = 0;
    for (const seed of seeds) {
      const operation = randomOperation(both.schema, new Random(seed));
      const faults: Faults = { kind: "down", salt: seed };
      const [own, stock] = await Promise.all([both.own(operation, faults), both.stock(operation, faults)]);
      const whole = await both.own(operation, { kind: "none", salt: seed });
      const unexplained = unexplainedNulls(own, whole.data);
      if (own.errors.length > whole.errors.length) down++;
      const isSame =
        graph === media ? contains(own.data, stock.data) : isDeepStrictEqual(own.data, stock.data);
      if (!isSame || unexplained.length > 0) {
        differences.push({ seed, ...operation, unexplained, own, stock });
      }
    }
    expect(differences).toEqual([]);
    expect(down).toBeGreaterThan(runs / 20);
  });
});

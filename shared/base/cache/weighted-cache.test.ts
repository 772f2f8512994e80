import { createWeightedCache } from "./weighted-cache";

it("drops what was unused for longest once it is too heavy, and never the newest", () => {
  const cache = createWeightedCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("b", "B", 4);
  expect(cache.get("a")).toBe("A");
  cache.set("c", "C", 4);
  expect([cache.get("a"), cache.get("b"), cache.get("c"), cache.size]).toEqual(["A", undefined, "C", 2]);
  cache.set("d", "D", 99);
  expect([cache.get("a"), cache.get("d"), cache.size]).toEqual([undefined, "D", 1]);
});

it("tells what was asked for most", () => {
  const cache = createWeightedCache<string>(10);
  for (const key of ["a", "b", "c"]) cache.set(key, key.toUpperCase(), 1);
  for (const key of ["b", "b", "c"]) cache.get(key);
  expect(cache.mostUsed(2)).toEqual(["B", "C"]);
});

it("keeps what is in use from what comes once, however much that is, and takes in what comes again", () => {
  const cache = createWeightedCache<string>(8);
  const inUse = ["a", "b", "c", "d"];
  for (const key of inUse) cache.set(key, key, 1);
  for (const key of inUse) cache.get(key);
  for (let flood = 0; flood < 100; flood++) cache.set(`flood ${flood}`, "", 1);
  expect(inUse.map((key) => cache.get(key))).toEqual(inUse);
  // What was in use makes room in its turn.
  for (const key of ["e", "f", "g", "h"]) {
    cache.set(key, key, 2);
    cache.get(key);
  }
  expect(inUse.map((key) => cache.get(key))).toEqual([undefined, undefined, undefined, undefined]);
});

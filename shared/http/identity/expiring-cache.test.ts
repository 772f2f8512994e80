import { createExpiringCache } from "./expiring-cache";

/** With a clock of its own, in milliseconds since the epoch. */
function cacheOf(maxEntries: number) {
  let nowMs = Date.parse("2025-11-14T02:00:00Z");
  const cache = createExpiringCache<{ name: string }>(maxEntries, { now: () => new Date(nowMs) });
  return {
    cache,
    now: () => nowMs,
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }] as const;

it("has a value until its instant, and not at it", () => {
  const { cache, now, pass } = cacheOf(3);
  cache.set("a", a, now() + 10);
  pass(9);
  expect(cache.get("a")).toBe(a);
  pass(1);
  expect(cache.get("a")).toBeUndefined();
});

it("has no value whose instant is over, nor the one before it", () => {
  const { cache, now } = cacheOf(3);
  cache.set("a", a, now() + 10);
  cache.set("a", b, now());
  cache.set("b", b, now() - 1);
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, undefined]);
});

it("drops what was unused for longest, and what is deleted", () => {
  const { cache, now } = cacheOf(2);
  cache.set("a", a, now() + 10);
  cache.set("b", b, now() + 10);
  cache.get("a");
  cache.set("c", c, now() + 10);
  expect(["a", "b", "c"].map(cache.get)).toEqual([a, undefined, c]);
  cache.delete("a");
  expect(cache.get("a")).toBeUndefined();
});

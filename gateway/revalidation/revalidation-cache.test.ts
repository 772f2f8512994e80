import {
  createRevalidationCache,
  type RevalidatableRun,
  type RevalidationCache,
  type RevalidationEntry,
} from "./revalidation-cache";

const run = (text: string): RevalidatableRun => ({
  requests: [{ subgraph: "units", body: "{}", isMutation: false, expected: Buffer.from(text) }],
  answer: Buffer.from(text),
});

it("wants a run of what was asked before, one at a time, and another where that went wrong", () => {
  const runs = createRevalidationCache();
  const found = [runs.isWanted("a"), runs.isWanted("b"), runs.isWanted("a"), runs.isWanted("a")];
  runs.set("a", undefined);
  expect([...found, runs.isWanted("a")]).toEqual([false, false, true, false, true]);
});

it("remembers a run in bytes of its own", () => {
  const runs = createRevalidationCache();
  const good = run("x");
  runs.set("a", good);
  good.answer.fill(0);
  good.requests[0]?.expected?.fill(0);
  expect(runs.take("a")).toEqual({ ...run("x"), state: "tried" });
});

it("keeps holes where a run asked for nothing", () => {
  const runs = createRevalidationCache();
  const requests = run("x").requests.slice();
  requests[2] = { subgraph: "tasks", body: "{}", isMutation: false, expected: Buffer.from("y") };
  runs.set("a", { requests, answer: Buffer.from("x") });
  expect(runs.take("a")?.requests).toEqual(requests);
});

it("remembers no run in which a fetch had no answer, and none that is too large", () => {
  const runs = createRevalidationCache();
  runs.set("a", {
    requests: [{ subgraph: "units", body: "{}", isMutation: false }],
    answer: Buffer.from("x"),
  });
  runs.set("b", run("x".repeat(600 * 1024)));
  expect([runs.take("a"), runs.take("b")]).toEqual([undefined, undefined]);
});

it("wants ever fewer runs of what is answered otherwise each time", () => {
  const runs = createRevalidationCache();
  runs.isWanted("a");
  const passed: number[] = [];
  for (let time = 0; time < 8; time++) {
    let letPass = 0;
    while (!runs.isWanted("a")) letPass++;
    passed.push(letPass);
    const remembered = remember(runs, "a", String(time));
    runs.invalidate("a", remembered);
    expect(runs.take("a")).toBeUndefined();
  }
  expect(passed).toEqual([0, 1, 3, 7, 15, 31, 63, 63]);
});

it("wants the next run at once where the last one had been repeated", () => {
  const runs = createRevalidationCache();
  runs.isWanted("a");
  runs.invalidate("a", remember(runs, "a", "1"));
  runs.invalidate("a", remember(runs, "a", "2"));
  const remembered = remember(runs, "a", "3");
  runs.confirm(remembered);
  runs.invalidate("a", remembered);
  expect(runs.isWanted("a")).toBe(true);
});

it("has a new run tried by one alone, and repeated by all once it is confirmed", () => {
  const runs = createRevalidationCache();
  const tried = remember(runs, "a", "1");
  expect(runs.take("a")).toBeUndefined();
  runs.confirm(tried);
  expect([runs.take("a"), runs.take("a")]).toEqual([tried, tried]);
});

it("has a run tried by the next one when it was given up, and keeps what is confirmed", () => {
  const runs = createRevalidationCache();
  const tried = remember(runs, "a", "1");
  runs.giveUp(tried);
  expect(runs.take("a")).toBe(tried);
  runs.confirm(tried);
  runs.giveUp(tried);
  expect([runs.take("a"), runs.take("a")]).toEqual([tried, tried]);
});

it("wants no run where there is one", () => {
  const runs = createRevalidationCache();
  runs.isWanted("a");
  remember(runs, "a", "1");
  expect(runs.isWanted("a")).toBe(false);
});

it("forgets a run once, however many requests find out that it is of the past", () => {
  const runs = createRevalidationCache();
  const past = remember(runs, "a", "1");
  runs.confirm(past);
  runs.invalidate("a", past);
  const next = remember(runs, "a", "2");
  runs.giveUp(next);
  runs.invalidate("a", past);
  expect(runs.take("a")).toBe(next);
});

/** Remembers a run, and takes it to try it. */
function remember(runs: RevalidationCache, key: string, text: string): RevalidationEntry {
  runs.set(key, run(text));
  const remembered = runs.take(key);
  if (!remembered) throw new Error("Expected the run to be remembered.");
  return remembered;
}

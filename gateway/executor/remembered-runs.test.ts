import { createRememberedRuns, type RememberedRun } from "./remembered-runs";

const run = (text: string): RememberedRun => ({
  requests: [{ subgraph: "units", body: "{}", isMutation: false, expected: Buffer.from(text) }],
  answer: Buffer.from(text),
});

it("wants a run of what was asked before, and of nothing else", () => {
  const runs = createRememberedRuns();
  expect([runs.isWanted("a"), runs.isWanted("b"), runs.isWanted("a"), runs.isWanted("a")]).toEqual([
    ...[false, false, true, true],
  ]);
});

it("remembers the latest run, in bytes of its own", () => {
  const runs = createRememberedRuns();
  const latest = run("of today");
  runs.set("a", run("of yesterday"));
  runs.set("a", latest);
  latest.answer.fill(0);
  latest.requests[0]?.expected?.fill(0);
  expect(runs.get("a")).toEqual(run("of today"));
});

it("keeps holes where a run asked for nothing", () => {
  const runs = createRememberedRuns();
  const requests = run("x").requests.slice();
  requests[2] = { subgraph: "tasks", body: "{}", isMutation: false, expected: Buffer.from("y") };
  runs.set("a", { requests, answer: Buffer.from("x") });
  expect(runs.get("a")?.requests).toEqual(requests);
});

it("remembers no run in which a fetch had no answer, and none that is too large", () => {
  const runs = createRememberedRuns();
  runs.set("a", {
    requests: [{ subgraph: "units", body: "{}", isMutation: false }],
    answer: Buffer.from("x"),
  });
  runs.set("b", run("x".repeat(600 * 1024)));
  expect([runs.get("a"), runs.get("b")]).toEqual([undefined, undefined]);
});

it("wants ever fewer runs of what is answered otherwise each time", () => {
  const runs = createRememberedRuns();
  runs.isWanted("a");
  const passed: number[] = [];
  for (let time = 0; time < 8; time++) {
    let letPass = 0;
    while (!runs.isWanted("a")) letPass++;
    passed.push(letPass);
    const remembered = remember(runs, "a", String(time));
    runs.refute("a", remembered);
    expect(runs.get("a")).toBeUndefined();
  }
  expect(passed).toEqual([0, 1, 3, 7, 15, 31, 63, 63]);
});

it("wants the next run at once where the last one had been repeated", () => {
  const runs = createRememberedRuns();
  runs.isWanted("a");
  runs.refute("a", remember(runs, "a", "1"));
  runs.refute("a", remember(runs, "a", "2"));
  const remembered = remember(runs, "a", "3");
  remembered.isConfirmed = true;
  runs.refute("a", remembered);
  expect(runs.isWanted("a")).toBe(true);
});

it("forgets a run once, however many requests find out that it is of the past", () => {
  const runs = createRememberedRuns();
  const past = remember(runs, "a", "1");
  past.isConfirmed = true;
  runs.refute("a", past);
  const next = remember(runs, "a", "2");
  runs.refute("a", past);
  expect([runs.get("a"), runs.isWanted("a")]).toEqual([next, true]);
});

function remember(runs: ReturnType<typeof createRememberedRuns>, key: string, text: string): RememberedRun {
  runs.set(key, run(text));
  const remembered = runs.get(key);
  if (!remembered) throw new Error("Expected the run to be remembered.");
  return remembered;
}

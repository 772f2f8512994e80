import { shareRuns } from "./share-runs";

/** Runs that end when they are told to. */
function heldRuns() {
  const runs: { asked: readonly string[]; end: PromiseWithResolvers<string> }[] = [];
  const ask = shareRuns((asked: readonly string[]) => {
    const end = Promise.withResolvers<string>();
    runs.push({ asked, end });
    return end.promise;
  });
  return { runs, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it("begins a run after all have asked who share it, and the next when it has ended", async () => {
  const { runs, ask } = heldRuns();
  const early = [ask("a"), ask("b")];
  expect(runs).toHaveLength(0);
  await turn();
  await turn();
  expect(runs.map(({ asked }) => asked)).toEqual([["a", "b"]]);
  const late = [ask("c"), ask("d")];
  await turn();
  await turn();
  // Its run may have looked before these asked.
  expect(runs).toHaveLength(1);
  runs[0]?.end.resolve("first");
  expect(await Promise.all(early)).toEqual(["first", "first"]);
  await turn();
  await turn();
  late.push(ask("e"));
  expect(runs.map(({ asked }) => asked)).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  runs[1]?.end.resolve("second");
  expect(await Promise.all(late.slice(0, 2))).toEqual(["second", "second"]);
  await turn();
  await turn();
  runs[2]?.end.resolve("third");
  expect(await late[2]).toBe("third");
});

it("gives a failure to those who share the run, and to nobody after them", async () => {
  const { runs, ask } = heldRuns();
  const [one, other] = [ask("a"), ask("b")];
  await turn();
  await turn();
  const next = ask("c");
  runs[0]?.end.reject(new Error("no"));
  await expect(one).rejects.toThrow("no");
  await expect(other).rejects.toThrow("no");
  await turn();
  await turn();
  runs[1]?.end.resolve("yes");
  expect(await next).toBe("yes");
});

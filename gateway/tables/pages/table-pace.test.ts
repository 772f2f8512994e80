import { createTablePace } from "./table-pace";

/** A pace at times of the test's choice. */
function openPace() {
  const state = { now: 0, isBusy: false };
  const timers: { at: number; work: () => void }[] = [];
  const pace = createTablePace({
    isBusy: () => state.isBusy,
    nowMs: () => state.now,
    later: (work, ms) => void timers.push({ at: state.now + ms, work }),
  });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string) =>
    pace.turn().then((end) => {
      begun.push(name);
      ends.set(name, end);
    });
  return {
    ...{ pace, begun, ask, state },
    end: (name: string) => ends.get(name)?.(),
    async pass(ms: number) {
      for (const until = state.now + ms; state.now < until; ) {
        state.now++;
        for (const due of timers.splice(0)) {
          if (due.at <= state.now) due.work();
          else timers.push(due);
        }
        await Promise.resolve();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it("has two pages read at a time while nobody else asks, in the order in which they came", async () => {
  const { begun, ask, end, pass } = openPace();
  for (const name of ["a", "b", "c", "d"]) void ask(name);
  await pass(1);
  expect(begun).toEqual(["a", "b"]);
  end("b");
  await pass(1);
  expect(begun).toEqual(["a", "b", "c"]);
  end("a");
  end("c");
  await pass(1);
  expect(begun).toEqual(["a", "b", "c", "d"]);
});

it("has one read while others are there, and nothing for twice its time behind it", async () => {
  const { pace, begun, ask, end, pass, state } = openPace();
  state.isBusy = true;
  void ask("a");
  void ask("b");
  await pass(40);
  end("a");
  await pass(79);
  expect([begun, pace.mostRows()]).toEqual([["a"], 250]);
  await pass(60);
  expect(begun).toEqual(["a", "b"]);
});

it("pauses no longer than half a second, and goes on when the others have gone", async () => {
  const { pace, begun, ask, end, pass, state } = openPace();
  state.isBusy = true;
  void ask("a");
  await pass(10_000);
  end("a");
  void ask("b");
  await pass(560);
  expect(begun).toEqual(["a", "b"]);
  await pass(400);
  end("b");
  void ask("c");
  state.isBusy = false;
  await pass(60);
  expect([begun, pace.mostRows()]).toEqual([["a", "b", "c"], Number.POSITIVE_INFINITY]);
});

it("counts the end of a page once", async () => {
  const { begun, ask, end, pass } = openPace();
  for (const name of ["a", "b", "c", "d"]) void ask(name);
  await pass(1);
  end("a");
  end("a");
  await pass(1);
  expect(begun).toEqual(["a", "b", "c"]);
});

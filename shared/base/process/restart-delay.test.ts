import { RestartDelay } from "./restart-delay";

it("waits ever longer, up to ten seconds, and not at all the first time and after a calm minute", () => {
  const delay = new RestartDelay();
  const runs = [0, 0, 5_000, 0, 0, 0, 0, 0, 59_999, 60_000, 0];
  expect(runs.map((ranMs) => delay.next(ranMs))).toEqual([
    0, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 0, 200,
  ]);
});

import { RestartDelay } from "./restart-delay";

it("restarts ever more slowly, and quickly again after a calm minute", () => {
  const delay = new RestartDelay();
  const delays = [0, 0, 0, 0, 0, 0, 0, 0, 60_000, 0].map((ranMs) => delay.next(ranMs));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 200, 400]);
});
